import { Link } from 'wouter';
import { useList, type Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Answered } from './answered.js';
import { UnitName } from './links.js';
import { More } from './more.js';
import { Card } from './page.js';
import { Empty } from './state.js';

const page_items = 15;

/** Who did what to a thing, newest first. `about`: whatever names it; `subjectId`: what happened to it itself. */
export const Timeline = (asked: { about?: string; subjectId?: string }) => {
  const { t } = useWords();
  const acts = useList('/v1/alliances/{allianceId}/history', { ...asked, limit: page_items });
  return (
    <Card title={t('common.timeline')} href={`/history?${new URLSearchParams(asked)}`}>
      <Answered of={acts} empty={<Empty />}>
        {(items) => (
          <ol className="timeline">
            {items.map((each) => (
              <Moment key={each.eventId} of={each} />
            ))}
          </ol>
        )}
      </Answered>
      <More of={acts} />
    </Card>
  );
};

const Moment = ({ of: { position, type, at, unitId, actorKind } }: { of: Schemas['HistoryRow'] }) => {
  const { event, when, value } = useWords();
  return (
    <li>
      <Link href={`/history/${position}`}>{event(type)}</Link>
      <small>
        {unitId ? <UnitName id={unitId} /> : value(actorKind)} · <time dateTime={at}>{when(at)}</time>
      </small>
    </li>
  );
};
