import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { asking } from '../api/asking.js';
import { client } from '../api/client.js';
import type { Moment } from '../past/use-moment.js';
import type { Problem } from '../api/problem.js';
import { queryClient, type Schemas } from '../api/query.js';

export type Me = Schemas['Me'];
export type MyUnit = Schemas['MyUnit'];

/** Who looks at the page, and for whom they act here. */
export type Session = Readonly<{
  me: Me;
  allianceId: string;
  alliance: Schemas['AllianceView'];
  /** For which they act; an operator or an auditor acts for none. */
  unit: MyUnit | undefined;
  /** The moment that is looked at, where it is not now. */
  past: Moment | undefined;
}>;

export const SessionContext = createContext<Session | undefined>(undefined);

/** @throws outside an alliance */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('this is shown within an alliance only');
  return session;
};

/** A key to try is kept in this tab only. */
asking.key = sessionStorage.getItem('key') ?? undefined;

/** Who one is: the first question of all. */
export const me = () =>
  queryOptions<Me, Problem>({
    queryKey: ['me', asking.key],
    queryFn: async ({ signal }) => (await client.GET('/v1/me', { signal })).data as Me,
    staleTime: 60_000,
    retryOnMount: false, // asked before anything is shown, it may be refused by then
  });

export const useMe = () => useQuery(me());

/** Opens the page anew by a key. @throws Problem where the key is not in force, or nobody answers */
export const openByKey = async (key: string): Promise<void> => {
  const before = asking.key;
  asking.key = key;
  try {
    await client.GET('/v1/me');
  } catch (error) {
    asking.key = before;
    throw error;
  }
  sessionStorage.setItem('key', key);
  location.reload();
};

/** A session ends on the server, by a form of this page, since scripts see no cookie; a key is forgotten. */
export const signOut = (): void => {
  queryClient.clear();
  if (asking.key) {
    sessionStorage.removeItem('key');
    asking.key = undefined;
    location.replace('/');
    return;
  }
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/sign-out', hidden: true });
  document.body.append(form);
  form.submit();
};

/** A page that a browser kept, to be quick when somebody goes back, still shows what its reader could see: it begins anew. */
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

const unitKey = (allianceId: string): string => `unit:${allianceId}`;

/** A tab goes on for its own unit, whichever is chosen in another one; a new tab begins with the one that was chosen last. */
const keptUnit = (allianceId: string): string | undefined =>
  sessionStorage.getItem(unitKey(allianceId)) ?? localStorage.getItem(unitKey(allianceId)) ?? undefined;

const keepUnit = (allianceId: string, unitId: string): void => {
  for (const storage of [sessionStorage, localStorage]) storage.setItem(unitKey(allianceId), unitId);
};

/** The unit that was chosen last in an alliance, or the first one. */
export const unitIn = (me: Me, allianceId: string): MyUnit | undefined => {
  const there = me.units.filter((each) => each.allianceId === allianceId);
  const last = me.unitId ?? keptUnit(allianceId);
  return there.find(({ unitId }) => unitId === last) ?? there[0];
};

/** For which unit is asked while it is not known yet who looks: for the one of last time. */
export const guessUnit = (allianceId: string): void => {
  asking.unitId = keptUnit(allianceId);
  if (asking.unitId !== undefined) sessionStorage.setItem(unitKey(allianceId), asking.unitId);
};

/** From now on it is asked for this unit. What was asked by another guess may be what that one sees, and is dropped. */
export const actFor = ({ units }: Me, allianceId: string, unit: MyUnit | undefined): void => {
  if (asking.unitId === unit?.unitId) return;
  const isOnly = units.filter((each) => each.allianceId === allianceId).length === 1;
  if (asking.unitId !== undefined || !isOnly) queryClient.removeQueries({ queryKey: [allianceId] });
  asking.unitId = unit?.unitId;
  if (unit) keepUnit(allianceId, unit.unitId);
};

export const chooseUnit = ({ allianceId, unitId }: MyUnit): void => {
  keepUnit(allianceId, unitId);
  asking.unitId = unitId;
  void queryClient.invalidateQueries({ queryKey: [allianceId] });
};
