import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/page.js';

/** First deliberations and hearings about a motion; nothing where none was called. */
export const Hearings = ({ motionId }: { motionId: string }) => {
  const { t } = useWords();
  const path = '/v1/alliances/{allianceId}/motions/{motionId}/hearings';
  const hearings = useList(path, { motionId, limit: 10 });
  if (hearings.data?.length === 0) return null;
  return (
    <Card title={t('committee.hearings')}>
      <Answered of={hearings}>
        {(items) => (
          <ul className="stack">
            {items.map((hearing) => (
              <Hearing key={hearing.hearingId} of={hearing} />
            ))}
          </ul>
        )}
      </Answered>
      {hearings.more && <Button onPress={hearings.more}>{t('common.showMore')}</Button>}
    </Card>
  );
};

const Hearing = ({ of }: { of: Schemas['HearingRow'] }) => {
  const { t, text, value, when } = useWords();
  const { motionId, hearingId, kind, from, place, status, present, opinion } = of;
  const path = '/v1/alliances/{allianceId}/motions/{motionId}/hearings/{hearingId}';
  const { data } = useGet(path, { motionId, hearingId });
  return (
    <li id={hearingId}>
      <p className="row apart">
        <span>
          <strong>{value(kind)}</strong> <span className="soft">{[when(from), text(place)].join(' · ')}</span>
        </span>
        <Status of={status} />
      </p>
      {data?.summary && <blockquote>{data.summary}</blockquote>}
      {present !== null && (
        <p className="small soft figures">
          {t('committee.present', { n: present })}
          {opinion &&
            ` · ${t('committee.opinion', { yes: opinion.for, against: opinion.against, neither: opinion.neither })}`}
        </p>
      )}
      {data && <Acts of={data} first="RecordHearing" />}
    </li>
  );
};
