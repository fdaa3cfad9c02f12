import { Link } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Card, Page } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { committeeItems, convenedItems } from '../asked.js';
import { ActionLines } from './action-list.js';
import { Agenda } from './agenda.js';
import { MotionLines } from './motion-list.js';
import { nextOf } from './next-meeting.js';
import { CommitteeParts } from './parts.js';

/** The committee as it stands: its next meeting, what it votes on, what it decided, what it waits for. */
export const CommitteePage = () => {
  const { t } = useWords();
  const { alliance } = useSession();
  return (
    <Page
      title={t('committee.title')}
      actions={<Acts of={alliance} only={['ConveneMeeting', 'TableMotion', 'GiveAction']} first="ConveneMeeting" />}
    >
      <CommitteeParts />
      <div className="two-columns">
        <div className="stack">
          <NextMeeting />
          <OpenMotions />
        </div>
        <div className="stack">
          <OpenActions />
          <LatestDecisions />
          <LatestMinutes />
        </div>
      </div>
    </Page>
  );
};

const titles = {
  open: 'committee.meetingNow',
  adjourned: 'committee.adjournedMeeting',
  convened: 'committee.nextMeeting',
} as const;

const NextMeeting = () => {
  const { t } = useWords();
  const path = '/v1/alliances/{allianceId}/meetings';
  const [open, adjourned, convened] = [
    useList(path, { status: 'open', limit: 1 }),
    useList(path, { status: 'adjourned', limit: 1 }),
    useList(path, convenedItems),
  ];
  const next = nextOf(open.data, adjourned.data, convened.data);
  return (
    <Card title={t(titleOf(next))} href="/committee/meetings">
      <Answered of={convened}>
        {() => (next ? <MeetingSummary of={next} /> : <Empty title={t('committee.noMeeting')} />)}
      </Answered>
    </Card>
  );
};

const titleOf = (meeting: Schemas['MeetingRow'] | undefined) =>
  meeting?.status === 'open' || meeting?.status === 'adjourned' ? titles[meeting.status] : titles.convened;

const MeetingSummary = ({ of: { meetingId, from, to, place, agenda } }: { of: Schemas['MeetingRow'] }) => {
  const { text, span, ago } = useWords();
  return (
    <div className="stack">
      <p className="next-meeting">
        <Link href={`/committee/meetings/${meetingId}`}>{span(from, to)}</Link>
        <small>
          {text(place)} · {ago(from)}
        </small>
      </p>
      <Agenda items={agenda} />
    </div>
  );
};

const OpenMotions = () => {
  const { t } = useWords();
  const { unit } = useSession();
  const path = '/v1/alliances/{allianceId}/motions';
  const [voting, tabled] = [
    useList(path, { status: 'voting', ...committeeItems }),
    useList(path, { status: 'tabled', ...committeeItems }),
  ];
  const both = voting.data && tabled.data && [...voting.data, ...tabled.data];
  return (
    <Card title={t('committee.openMotions')} href="/committee/motions">
      <Answered
        of={{ ...tabled, data: both, error: voting.error ?? tabled.error }}
        empty={<Empty title={t('overview.noMotions')} />}
      >
        {(items) => <MotionLines of={items} ownUnitId={unit?.unitId} />}
      </Answered>
    </Card>
  );
};

const OpenActions = () => {
  const { t } = useWords();
  const path = '/v1/alliances/{allianceId}/actions';
  const [overdue, reported, given] = [
    useList(path, { status: 'overdue', ...committeeItems }),
    useList(path, { status: 'reported', ...committeeItems }),
    useList(path, { status: 'given', ...committeeItems }),
  ];
  const all = overdue.data && reported.data && given.data && [...overdue.data, ...reported.data, ...given.data];
  return (
    <Card title={t('committee.openActions')} href="/committee/actions">
      <Answered
        of={{ ...given, data: all, error: overdue.error ?? reported.error ?? given.error }}
        empty={<Empty title={t('committee.noActions')} />}
      >
        {(items) => <ActionLines of={items} />}
      </Answered>
    </Card>
  );
};

const LatestDecisions = () => {
  const { t } = useWords();
  const carried = useList('/v1/alliances/{allianceId}/motions', { status: 'carried', ...committeeItems });
  return (
    <Card title={t('committee.latestDecisions')} href="/committee/decisions">
      <Answered of={carried} empty={<Empty title={t('committee.noDecisions')} />}>
        {(items) => <MotionLines of={items.slice(0, committeeItems.limit)} />}
      </Answered>
    </Card>
  );
};

const LatestMinutes = () => {
  const { t, dayOf, text } = useWords();
  const closed = useList('/v1/alliances/{allianceId}/meetings', { status: 'closed', ...committeeItems });
  return (
    <Card title={t('committee.lastMinutes')} href="/committee/meetings?status=closed">
      <Answered of={closed} empty={<Empty title={t('committee.noMinutes')} />}>
        {(items) => (
          <ul className="lines">
            {items.slice(0, committeeItems.limit).map(({ meetingId, from, place }) => (
              <li key={meetingId}>
                <span>
                  <Link href={`/committee/meetings/${meetingId}/minutes`}>{dayOf(from)}</Link>
                  <small>{text(place)}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  );
};
