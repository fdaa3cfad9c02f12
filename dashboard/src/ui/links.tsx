import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useAllianceId } from '../api/alliance-id.js';
import { asking, getByHref } from '../api/client.js';
import { useList, type Schemas, type Text } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { namedUnits } from '../pages/asked.js';

const ofCommittee = /^(motions|meetings|actions)\b/;
const ofAudit = /^findings\b/;

/**
 * The page of what an address of the API leads to: below the alliance both are spelled alike, only that what is the
 * committee's or the audit's stands below it. A pledge, a delivery and the like are shown on the page of their project, a
 * hearing on that of its motion.
 */
export const pageOf = (href: string): string => {
  const path = href
    .replace(/^\/v1\/alliances\/[^/]+\/?/, '')
    .replace(/\/(pledges|fund|milestones|deliveries|hearings)\b.*$/, '');
  if (path === '') return '/';
  if (ofAudit.test(path)) return `/audit/${path}`;
  return ofCommittee.test(path) ? `/committee/${path}` : `/${path}`;
};

const pageOfThings =
  /^\/(committee\/(motions|meetings|actions)|resources|projects|units|audit\/findings)\/[^/]+$|\/bookings\/[^/]+$/;

/** The page of what an act at an address made, where that has one of its own. */
export const pageOfMade = (href: string, id: string | undefined): string | undefined => {
  const page = id && pageOf(`${href}/${id}`);
  return page && pageOfThings.test(page) ? page : undefined;
};

/** The page of a thing that is known by its type and id. */
export const pageOfThing = (category: string, id: string): string | undefined => {
  switch (category) {
    case 'alliance':
      return '/';
    case 'unit':
    case 'resource':
    case 'project':
      return `/${category}s/${id}`;
    case 'motion':
    case 'meeting':
    case 'action':
      return `/committee/${category}s/${id}`;
    case 'finding':
      return `/audit/findings/${id}`;
    default:
      return undefined;
  }
};

export const MaybeLink = ({ href, children }: { href: string | undefined; children: ReactNode }) =>
  href ? <Link href={href}>{children}</Link> : <>{children}</>;

/** Where the things are that have a page of their own. */
const collections: Readonly<Record<string, string>> = {
  action: 'actions',
  finding: 'findings',
  meeting: 'meetings',
  motion: 'motions',
  project: 'projects',
  resource: 'resources',
  unit: 'units',
};
const stale_ms = 5 * 60_000;

/**
 * What stands at a path and hardly ever changes: asked once, and not again with each act. A list asks for the names of
 * all its rows: each in a turn of its own, so that a phone is not kept busy by asking.
 */
export const useKept = <T,>(path: string | undefined) =>
  useQuery({
    queryKey: ['kept', path, asking.asOf],
    enabled: path !== undefined,
    staleTime: stale_ms,
    queryFn: async ({ signal }) => {
      await new Promise((turn) => setTimeout(turn));
      return (await getByHref(path ?? '', signal)) as T; // what the path answers
    },
  }).data;

type Called = Readonly<{ name?: Text; title?: Text; from?: string }>;

/** What a thing is called, by its type and its id; a meeting by its day. Units are called by their list, where they are in it. */
export const useName = (type: string, id: string | undefined): string | undefined => {
  const { text, dayOf } = useWords();
  const allianceId = useAllianceId();
  const units = useUnits();
  const listed = type === 'unit' && id ? units.get(id) : undefined;
  const isAsked = id && !listed && (type !== 'unit' || units.size > 0);
  const collection = collections[type];
  const it = useKept<Called>(collection && isAsked ? `/v1/alliances/${allianceId}/${collection}/${id}` : undefined);
  const found: Called | undefined = listed ?? it;
  return found && (text(found.title ?? found.name) || (found.from && dayOf(found.from)));
};

/** What a thing is called, leading to it. */
export const ThingName = ({ type, id }: { type: string; id: string }) => {
  const { value } = useWords();
  return <MaybeLink href={pageOfThing(type, id)}>{useName(type, id) ?? value(type)}</MaybeLink>;
};

type Units = ReadonlyMap<string, Schemas['UnitRow']>;
const UnitsContext = createContext<Units>(new Map());

/** Asks for the names of the units once for all who show one: on a page of rows that are hundreds. */
export const UnitsProvider = ({ children }: { children: ReactNode }) => {
  const { data } = useList('/v1/alliances/{allianceId}/units', namedUnits);
  const units = useMemo(() => new Map(data?.map((unit) => [unit.unitId, unit])), [data]);
  return <UnitsContext value={units}>{children}</UnitsContext>;
};

/** The names of the units, by id; empty while they are asked for. */
export const useUnits = (): Units => useContext(UnitsContext);

/** A unit's name, leading to it. Of a large alliance those that are not in the first page are asked for by themselves. */
export const UnitName = ({ id, plain = false }: { id: string | null | undefined; plain?: boolean }) => {
  const { text } = useWords();
  const units = useUnits();
  if (!id) return null;
  const listed = text(units.get(id)?.name);
  const name = listed || (units.size > 0 ? <AskedName id={id} /> : '…');
  return plain ? <>{name}</> : <Link href={`/units/${id}`}>{name}</Link>;
};

const AskedName = ({ id }: { id: string }) => <>{useName('unit', id) ?? '…'}</>;

/** Who a person is, for those who may see it. */
export const usePersonName = (id: string | undefined): string | undefined => {
  const allianceId = useAllianceId();
  return useKept<Schemas['PersonView']>(id && `/v1/alliances/${allianceId}/people/${id}`)?.name;
};

export const PersonName = ({ id }: { id: string }) => <>{usePersonName(id) ?? '—'}</>;
