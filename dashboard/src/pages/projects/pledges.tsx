import { Link } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { EvidenceOf } from '../../ui/evidence.js';

type Pledge = Schemas['PledgeRow'];
type Delivery = Schemas['DeliveryRow'];
type Concern = Readonly<{ receiver: string; unitOfMeasure: string }>;

const path = '/v1/alliances/{allianceId}/projects/{projectId}/pledges/{pledgeId}';
const deliveries_shown = 10;

/** What a unit promised, how much of it arrived, and what the reader may do about it. */
export const PledgeLine = ({
  pledge: it,
  deliveries,
  receiver,
  unitOfMeasure,
}: Concern & { pledge: Pledge; deliveries: readonly Delivery[] }) => {
  const { t, amount, day, dayOf, value } = useWords();
  const said = [
    t('projects.promised', { amount: amount(it.quantity, unitOfMeasure) }),
    it.delivered > 0 && t('projects.deliveredOf', { done: amount(it.delivered, unitOfMeasure) }),
    it.until ? t('projects.until', { day: day(it.until) }) : dayOf(it.madeAt),
    it.cause && it.cause !== 'receiver' && value(it.cause),
  ].filter(Boolean);
  return (
    <li className="pledge">
      <span>
        <UnitName id={it.unitId} />
        <small className="figures">
          {said.join(' · ')}
          {it.resourceId && (
            <>
              {' · '}
              {t('projects.fromResource')} <ResourceName id={it.resourceId} />
            </>
          )}
        </small>
      </span>
      <span className="row">
        <Status of={it.status} />
        <PledgeActs pledge={it} receiver={receiver} unitOfMeasure={unitOfMeasure} />
      </span>
      {deliveries.length > 0 && (
        <ul className="deliveries">
          {deliveries.slice(0, deliveries_shown).map((each) => (
            <DeliveryLine
              key={each.deliveryId}
              delivery={each}
              pledger={it.unitId}
              receiver={receiver}
              unitOfMeasure={unitOfMeasure}
            />
          ))}
        </ul>
      )}
    </li>
  );
};

const ResourceName = ({ id }: { id: string }) => {
  const { t, text } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/resources/{resourceId}', { resourceId: id });
  return <Link href={`/resources/${id}`}>{text(data?.name) || t('common.unknown')}</Link>;
};

/** Asked only where it is the reader's unit that may do something. */
const PledgeActs = ({ pledge, receiver, unitOfMeasure }: Concern & { pledge: Pledge }) => {
  const { unit } = useSession();
  const { projectId, pledgeId, unitId, status } = pledge;
  const isOpen = status === 'made' || status === 'accepted';
  const concerned = unit !== undefined && (unit.unitId === unitId || unit.unitId === receiver);
  const { data } = useGet(path, { projectId, pledgeId }, isOpen && concerned);
  if (!data || !isOpen) return null;
  return <Acts of={data} unitOfMeasure={unitOfMeasure} shown={1} hintsOf={(act) => hintsOf(act, data)} {...accepts} />;
};
/** What goes elsewhere stands as long as before, unless another day is said. */
const hintsOf = (act: string, { until, requirementId }: Pick<Pledge, 'until' | 'requirementId'>) =>
  act === 'ReallocatePledge' ? { already: { requirementId }, ...(until && { given: { until } }) } : {};

/** Either is one press away; the rest is in the menu. */
const accepts = { first: ['AcceptPledge', 'ReportDelivery'] };

const DeliveryLine = ({
  delivery: it,
  pledger,
  receiver,
  unitOfMeasure,
}: Concern & { delivery: Delivery; pledger: string }) => {
  const { amount, dayOf } = useWords();
  const { unit } = useSession();
  const { projectId, pledgeId, deliveryId, status } = it;
  const answers = unit?.unitId === receiver || (unit?.unitId === pledger && status === 'reported');
  const asked = { projectId, pledgeId, deliveryId };
  const { data } = useGet(`${path}/deliveries/{deliveryId}`, asked, answers && status !== 'reversed');
  return (
    <li>
      <span>
        <b className="figures">{amount(it.quantity, unitOfMeasure)}</b>
        <small>
          {dayOf(it.reportedAt)} · <EvidenceOf evidence={it.evidence} />
        </small>
      </span>
      <span className="row">
        <Status of={status} />
        {data && answers && <Acts of={data} shown={status === 'reported' ? 1 : 0} />}
      </span>
    </li>
  );
};
