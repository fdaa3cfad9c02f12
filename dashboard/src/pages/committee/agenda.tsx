import { Link } from 'wouter';
import { useGet } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { Empty } from '../../ui/state.js';
import type { AgendaItem } from './next-meeting.js';

/** What a meeting is to speak about, in its order; each leads to the thing. */
export const Agenda = ({ items }: { items: readonly AgendaItem[] }) => {
  const { t } = useWords();
  if (items.length === 0) return <Empty title={t('committee.noAgenda')} />;
  return (
    <ol className="agenda">
      {items.map((item, n) => (
        <li key={`${item.kind} ${n}`}>
          <ItemLine of={item} />
        </li>
      ))}
    </ol>
  );
};

const ItemLine = ({ of }: { of: AgendaItem }) => {
  const { text, value } = useWords();
  switch (of.kind) {
    case 'motion':
    case 'review':
      return <MotionItem id={of.motionId} kind={of.kind} />;
    case 'action':
      return <ActionItem id={of.actionId} />;
    case 'finding':
      return <FindingItem id={of.findingId} />;
    default:
      return (
        <>
          <span>{text(of.title)}</span>
          <small>{value('other')}</small>
        </>
      );
  }
};

const MotionItem = ({ id, kind }: { id: string; kind: 'motion' | 'review' }) => {
  const { t, text, value } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/motions/{motionId}', { motionId: id });
  return (
    <>
      <Link href={`/committee/motions/${id}`}>{data ? text(data.title) : t('committee.motion')}</Link>
      <small>{value(kind)}</small>
      {data && kind === 'motion' && <Status of={data.status} />}
    </>
  );
};

const ActionItem = ({ id }: { id: string }) => {
  const { t, text, value } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/actions/{actionId}', { actionId: id });
  return (
    <>
      <Link href={`/committee/actions/${id}`}>{data ? text(data.title) : t('committee.action')}</Link>
      <small>{value('action')}</small>
      {data && <Status of={data.status} />}
    </>
  );
};

const FindingItem = ({ id }: { id: string }) => {
  const { text, value } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/findings/{findingId}', { findingId: id });
  return (
    <>
      <Link href={`/audit/findings/${id}`}>{data ? text(data.title) : value('finding')}</Link>
      <small>{value('finding')}</small>
      {data && <Status of={data.status} />}
    </>
  );
};
