import { Link, useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { PersonName, UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { motionsThere } from '../asked.js';
import { Agenda } from './agenda.js';
import { MotionLines } from './motion-list.js';
import { useBack } from './parts.js';

type Meeting = Schemas['MeetingView'];

/** One meeting: its agenda, who is there, and what it votes on. */
export const MeetingPage = () => {
  const { t, text, span } = useWords();
  const { meetingId = '' } = useParams();
  const meeting = useGet('/v1/alliances/{allianceId}/meetings/{meetingId}', { meetingId });
  const { data } = meeting;
  const first = ['OpenMeeting', 'ResumeMeeting', 'RecordAttendance', 'CloseMeeting'];
  return (
    <Page
      title={data ? span(data.from, data.to) : t('committee.meeting')}
      lead={
        data && (
          <>
            {text(data.place)} · <Status of={data.status} />
          </>
        )
      }
      back={useBack('meetings')}
      actions={data && <Acts of={data} first={first} hintsOf={(act) => ({ given: begunOf(act, data) })} />}
    >
      <Answered of={meeting}>
        {(it) => (
          <div className="two-columns">
            <div className="stack">
              <Card title={t('committee.agenda')}>
                <Agenda items={it.agenda} />
              </Card>
              <MotionsThere meetingId={it.meetingId} />
            </div>
            <div className="stack">
              <Minutes of={it} />
              <Attendance of={it} />
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
};

/** What is put off, or revised, begins with what was settled; what goes on later is at another time. */
const begunOf = (act: string, { agenda, from, to, place }: Meeting): Readonly<Record<string, unknown>> => {
  if (act === 'ReviseAgenda') return { agenda };
  return act === 'RescheduleMeeting' ? { from, to, place } : {};
};

/** The minutes are drafted when a meeting closes. */
const Minutes = ({ of: { meetingId, status } }: { of: Meeting }) => {
  const { t } = useWords();
  const path = '/v1/alliances/{allianceId}/meetings/{meetingId}/minutes';
  const minutes = useGet(path, { meetingId }, status === 'closed');
  if (status !== 'closed') return null;
  return (
    <Card title={t('committee.minutes')}>
      <Answered of={minutes}>
        {(it) => (
          <p className="row apart">
            <Link href={`/committee/meetings/${meetingId}/minutes`}>{t('committee.readMinutes')}</Link>
            <Status of={it.status} />
          </p>
        )}
      </Answered>
    </Card>
  );
};

const Attendance = ({ of: { sittings, attendance } }: { of: Meeting }) => {
  const { t, time, percent } = useWords();
  const numbers = [...new Set([...sittings, ...attendance].map(({ sitting }) => sitting))].sort((a, b) => a - b);
  return (
    <Card title={t('committee.attendance')}>
      {numbers.length === 0 && <Empty title={t('committee.noAttendance')} />}
      {numbers.map((n) => {
        const held = sittings.find(({ sitting }) => sitting === n);
        return (
          <div key={n} className="stack close">
            {numbers.length > 1 && <h3>{t('committee.sitting', { n })}</h3>}
            {held && (
              <p className="small soft figures">
                {t('committee.presentOf', {
                  present: held.present,
                  entitled: held.entitled,
                  percent: percent(held.quorumPercent / 100),
                })}
              </p>
            )}
            <DataTable
              label={t('committee.sitting', { n })}
              items={attendance.filter(({ sitting }) => sitting === n)}
              keyOf={({ unitId }) => unitId}
              columns={[
                { name: t('committee.unit'), show: ({ unitId }) => <UnitName id={unitId} /> },
                { name: t('committee.represented'), show: ({ personId }) => <PersonName id={personId} /> },
                { name: t('committee.arrived'), show: ({ at }) => time(at) },
              ]}
            />
          </div>
        );
      })}
    </Card>
  );
};

const MotionsThere = ({ meetingId }: { meetingId: string }) => {
  const { t } = useWords();
  const { unit } = useSession();
  const motions = useList('/v1/alliances/{allianceId}/motions', { meetingId, ...motionsThere });
  if (!motions.data?.length) return null;
  return (
    <Card title={t('committee.vote')}>
      <MotionLines of={motions.data} ownUnitId={unit?.unitId} />
    </Card>
  );
};
