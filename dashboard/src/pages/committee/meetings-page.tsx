import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { useFilter } from '../../ui/filter.js';
import { CommitteeListPage } from './list-page.js';

const statuses = ['convened', 'open', 'adjourned', 'closed', 'cancelled', 'missed'] as const;

/** The committee's meetings, those to come and those that were. */
export const MeetingsPage = () => {
  const { t, text, span, number } = useWords();
  const meetings = useList('/v1/alliances/{allianceId}/meetings', { status: useFilter('status', statuses) });
  return (
    <CommitteeListPage
      part="meetings"
      act="ConveneMeeting"
      statuses={statuses}
      of={meetings}
      keyOf={({ meetingId }) => meetingId}
      columns={[
        { name: t('committee.time'), show: ({ from, to }) => span(from, to) },
        { name: t('committee.place'), show: ({ place }) => text(place), inCard: 'plain' },
        { name: t('committee.agenda'), isNumber: true, show: ({ agenda }) => number(agenda.length) },
        { name: t('committee.status'), show: ({ status }) => <Status of={status} />, inCard: 'beside' },
      ]}
    />
  );
};
