import { useSearchParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter } from '../../ui/filter.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { Parts } from './parts.js';

const statuses = ['convened', 'open', 'adjourned', 'closed', 'cancelled', 'missed'] as const;

/** The committee's meetings, those to come and those that were. */
export const MeetingsPage = () => {
  const { t, text, value, span, number } = useWords();
  const { alliance } = useSession();
  const [search] = useSearchParams();
  const status = statuses.find((each) => each === search.get('status'));
  const meetings = useList('/v1/alliances/{allianceId}/meetings', { status });
  return (
    <Page title={t('committee.meetings')} actions={<Acts of={alliance} only={['ConveneMeeting']} />}>
      <Parts />
      <Filter
        name="status"
        label={t('committee.status')}
        all={t('committee.anyStatus')}
        options={statuses.map((id) => ({ id, label: value(id) }))}
      />
      <Card flush>
        <Answered of={meetings} empty={<Empty title={t('committee.none')} />}>
          {(items) => (
            <DataTable
              label={t('committee.meetings')}
              items={items}
              keyOf={({ meetingId }) => meetingId}
              hrefOf={({ meetingId }) => `/committee/meetings/${meetingId}`}
              columns={[
                { name: t('committee.time'), show: ({ from, to }) => span(from, to) },
                { name: t('committee.place'), show: ({ place }) => text(place) },
                { name: t('committee.agenda'), isNumber: true, show: ({ agenda }) => number(agenda.length) },
                { name: t('committee.status'), show: (meeting) => <Status of={meeting.status} /> },
              ]}
              more={meetings.more}
              isFetchingMore={meetings.isFetchingMore}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
};
