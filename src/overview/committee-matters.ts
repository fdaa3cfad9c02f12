import { UnitRow } from '../alliances/unit-row.js';
import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { HearingRow } from '../committee/hearing-rows.js';
import { MeetingRow } from '../committee/meeting-rows.js';
import { MinutesRow } from '../committee/minutes-rows.js';
import { FindingRow } from '../findings/finding-rows.js';
import { forUnit, late, matter, type Said, type Scope } from './matter-part.js';

const action: Said = {
  type: `'action'`,
  id: 'a."actionId"',
  title: 'a.title',
  unitId: 'a."unitId"',
  since: 'a."givenAt"',
  path: `'actions/' || a."actionId"`,
};
const motion: Said = { type: `'motion'`, id: 'm."motionId"', title: 'm.title', path: `'motions/' || m."motionId"` };
const motions = ({ of, alliance }: Scope, status: string): string =>
  `FROM ${of(MotionRow)} m WHERE m."allianceId" = ${alliance} AND m.status = '${status}'`;
const meeting: Said = {
  id: 'm."meetingId"',
  title: 'm.place',
  path: `'meetings/' || m."meetingId"`,
};

/** What the committee has before it, and what it waits for. */
export const committeeMatters = {
  // An action is its unit's matter from the first, and everybody's once it is late.
  action: (scope) =>
    matter(
      'action',
      { ...action, due: 'a."overdueAt"', dueOn: 'a.due' },
      `FROM ${scope.of(ActionRow)} a
      WHERE a."allianceId" = ${scope.alliance} AND a.status IN ('given', 'overdue')${forUnit(scope, 'a."unitId"')}
        ${late(scope, `a."overdueAt" <= ${scope.now}`)}`,
    ),
  'action-declined': ({ of, alliance }) =>
    matter(
      'action-declined',
      { ...action, unitId: 'NULL::text', due: 'a."overdueAt"', dueOn: 'a.due' },
      `FROM ${of(ActionRow)} a WHERE a."allianceId" = ${alliance} AND a.status = 'declined'`,
    ),
  'action-confirmation': ({ of, alliance }) =>
    matter(
      'action-confirmation',
      { ...action, unitId: 'NULL::text', since: 'a."reportedAt"' },
      `FROM ${of(ActionRow)} a WHERE a."allianceId" = ${alliance} AND a.status = 'reported'`,
    ),
  // A finding, too, is its unit's to answer from the first, and the committee's once it is late.
  finding: (scope) =>
    matter(
      'finding',
      {
        ...{ type: `'finding'`, id: 'f."findingId"', title: 'f.title', unitId: 'f."unitId"', since: 'f."raisedAt"' },
        ...{ due: 'f."overdueAt"', dueOn: 'f.due', path: `'findings/' || f."findingId"` },
      },
      `FROM ${scope.of(FindingRow)} f
      WHERE f."allianceId" = ${scope.alliance} AND f.status IN ('raised', 'overdue')${forUnit(scope, 'f."unitId"')}
        ${late(scope, `f."overdueAt" <= ${scope.now}`)}`,
    ),
  // Its time has come: an officer says what was said, or that it did not take place. Until then nobody votes.
  'hearing-record': ({ of, alliance, now }) =>
    matter(
      'hearing-record',
      {
        ...{ type: `'hearing'`, id: 'h."hearingId"', title: 'm.title', since: 'h."from"', due: 'h."from"' },
        ...{ withinType: `'motion'`, withinId: 'm."motionId"', withinTitle: 'm.title' },
        path: `'motions/' || m."motionId" || '/hearings/' || h."hearingId"`,
      },
      `FROM ${of(HearingRow)} h JOIN ${of(MotionRow)} m ON m."motionId" = h."motionId"
      WHERE h."allianceId" = ${alliance} AND h.status = 'called' AND h."from" <= ${now}
        AND m.status IN ('tabled', 'quorum-missed')`,
    ),
  'motion-tabled': (scope) => matter('motion-tabled', { ...motion, since: 'm."tabledAt"' }, motions(scope, 'tabled')),
  'motion-voting': (scope) =>
    matter('motion-voting', { ...motion, since: 'm."openedAt"', due: 'm."closesAt"' }, motions(scope, 'voting')),
  'motion-again': (scope) =>
    matter(
      'motion-again',
      { ...motion, since: 'coalesce(m."closesAt", m."openedAt")' },
      motions(scope, 'quorum-missed'),
    ),
  review: ({ of, alliance }) =>
    matter(
      'review',
      { ...motion, since: 'm."decidedAt"', dueOn: 'm."reviewOn"' },
      `FROM ${of(MotionRow)} m WHERE m."allianceId" = ${alliance} AND m."reviewDue"`,
    ),
  application: ({ of, alliance }) =>
    matter(
      'application',
      { type: `'unit'`, id: 'u."unitId"', title: 'u.name', since: 'u.since', path: `'units/' || u."unitId"` },
      `FROM ${of(UnitRow)} u WHERE u."allianceId" = ${alliance} AND u.status = 'applied'`,
    ),
  minutes: ({ of, alliance }) =>
    matter(
      'minutes',
      { ...meeting, type: `'minutes'`, since: 'w."draftedAt"', path: `${meeting.path} || '/minutes'` },
      `FROM ${of(MinutesRow)} w JOIN ${of(MeetingRow)} m ON m."meetingId" = w."meetingId"
      WHERE w."allianceId" = ${alliance} AND w.status = 'drafted'`,
    ),
  ballot: (scope) =>
    matter(
      'ballot',
      { ...motion, unitId: scope.unit ?? 'NULL::text', since: 'm."openedAt"', due: 'm."closesAt"' },
      `${motions(scope, 'voting')} AND m.awaited @> to_jsonb(${scope.unit ?? 'NULL::text'})`,
    ),
  attendance: ({ of, alliance, unit = 'NULL::text', now }) =>
    matter(
      'attendance',
      { ...meeting, type: `'meeting'`, unitId: unit, since: 'm."convenedAt"', due: 'm."from"' },
      `FROM ${of(MeetingRow)} m
      WHERE m."allianceId" = ${alliance} AND m.status IN ('convened', 'adjourned') AND m."to" > ${now}`,
    ),
} as const satisfies Readonly<Record<string, (scope: Scope) => string>>;

/** The next meeting, as the charter asks for it: what no row shows. Texts are parameters. */
export const meetingSql = ({ alliance }: Scope, name: string, since: string, due: string): string =>
  matter('meeting', { type: `'alliance'`, id: alliance, title: `${name}::jsonb`, since, due, path: `'meetings'` }, '');
