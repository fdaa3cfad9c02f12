import { useQuery } from '@tanstack/react-query';
import { asking, getByHref } from '../../api/client.js';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useAllianceId } from '../../session/session.js';
import { Link } from 'wouter';
import { PersonName, UnitName } from '../../ui/links.js';

type Row = Schemas['HistoryRow'];

/** For which unit, or what acted by itself. */
export const Actor = ({ of: { unitId, actorKind } }: { of: Row }) => {
  const { value } = useWords();
  return unitId ? <UnitName id={unitId} plain /> : <>{value(actorKind)}</>;
};

/** Who, where somebody did it; leads to all that they did. */
export const Person = ({ of: { personId } }: { of: Row }) =>
  personId && (
    <Link href={`/history?person=${personId}`}>
      <PersonName id={personId} />
    </Link>
  );

/** The office under which it was done, or else the kind of the mandate. */
export const Under = ({ of: { office, unitId, mandateId } }: { of: Row }) => {
  const { value } = useWords();
  const kind = useMandateKind(unitId, mandateId);
  const said = [office && value(office), kind && value(kind)].filter(Boolean).join(' · ');
  return <>{said || '—'}</>;
};

/** Of which kind a mandate is never changes: it is asked once, and not again with each act. */
const useMandateKind = (unitId: string | null, mandateId: string | null) => {
  const allianceId = useAllianceId();
  const path = `/v1/alliances/${allianceId}/units/${unitId}/mandates/${mandateId}`;
  const { data } = useQuery({
    queryKey: ['mandate', path, asking.asOf],
    enabled: unitId !== null && mandateId !== null,
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await getByHref(path, signal)) as Schemas['MandateView'], // what the path answers
  });
  return data?.kind;
};
