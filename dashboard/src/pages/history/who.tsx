import { useAllianceId } from '../../api/alliance-id.js';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Link } from 'wouter';
import { PersonName, UnitName, useKept } from '../../ui/links.js';

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

const useMandateKind = (unitId: string | null, mandateId: string | null) => {
  const path = `/v1/alliances/${useAllianceId()}/units/${unitId}/mandates/${mandateId}`;
  return useKept<Schemas['MandateView']>(unitId && mandateId ? path : undefined)?.kind;
};
