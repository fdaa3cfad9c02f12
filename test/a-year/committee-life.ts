import { action } from '../../src/committee/action.js';
import { isToBeHeld } from '../../src/committee/hearing.js';
import { meeting, type ConvenedMeeting } from '../../src/committee/meeting.js';
import { motion, type Motion } from '../../src/committee/motion.js';
import { project } from '../../src/projects/project.js';
import { aUnit, allianceOf, anOfficer, because, dayOf, holderOf, later, onRoll, voiceOf, waitingUnits } from './alliance-life.js'; // prettier-ignore
import type { Act, Year } from './year.js';

type Open = Extract<Motion, { status: 'tabled' | 'quorum-missed' | 'voting' }>;
const rules = ['simple-majority', 'two-thirds', 'unanimity', 'simple-majority', 'two-thirds'] as const;
const sitting_days = 3 / 24;
/** The afternoon of a working day, so many days later. */
const afternoon = (instant: string, days: number): string => {
  const over = [1, 0, 0, 0, 0, 0, 2][new Date(later(instant, days)).getUTCDay()]!;
  return `${dayOf(instant, days + over)}T07:00:00.000Z`;
};
const isOpen = ([, each]: readonly [string, Motion]) => ['tabled', 'quorum-missed', 'voting'].includes(each.status);

/** Motions, votes, meetings, actions and what is looked at again. */
export const committeeLife = (year: Year): readonly Act[] => {
  const { world } = year;
  return [
    ...tabling(year),
    ...[...world.all(motion)].flatMap(([id, each]) => {
      if (isOpen([id, each])) return motionLife(year, id, each as Open);
      return each.status === 'carried' ? decisionLife(year, id, each) : [];
    }),
    ...convening(year),
    ...[...world.all(meeting)].flatMap(([id, each]) => (each.status === 'absent' ? [] : meetingLife(year, id, each))),
    ...[...world.all(action).keys()].flatMap((id) => actionLife(year, id)),
  ];
};

const tabling = (year: Year): readonly Act[] => {
  const luck = year.luck('tabling');
  const open = [...year.world.all(motion)].filter(isOpen).map(([, each]) => (each as Open).matter.about);
  const table = (name: string, about: object, id: string, reviewOn?: string): Act => {
    const said = { motionId: year.idOf(`motion ${name} ${year.now}`), title: { en: name }, about };
    const by = voiceOf(year, aUnit(year, name));
    return { command: 'TableMotion', on: said.motionId, by, body: { ...said, ...(reviewOn && { reviewOn }) }, beside: [id] }; // prettier-ignore
  };
  const submitted = [...year.world.all(project)].filter(
    ([id, each]) => each.status === 'submitted' && !open.some((about) => about.kind === 'project' && about.projectId === id), // prettier-ignore
  );
  const waiting = waitingUnits(year).filter((id) => !open.some((about) => about.kind === 'admission' && about.unitId === id)); // prettier-ignore
  const asks = luck.of(['approve', 'approve', 'approve', 'approve', 'approve', 'defer', 'decline']);
  const quorumPercent = luck.of([30, 40, 50, 60]);
  const charter = { ...allianceOf(year).charter, votingRule: luck.of(rules), quorumPercent, noticeDays: luck.whole(1, 7), chairMayAdmit: luck.chance(0.5), bookingApprovalHours: luck.of([12, 24, 48, 72]) }; // prettier-ignore
  const review = luck.chance(0.5) ? dayOf(year.now, luck.whole(5, 90)) : undefined;
  return [
    ...submitted.flatMap(
      ([projectId]) =>
      year.luck('table', projectId).chance(0.25) ? [table(`about ${projectId}`, { kind: 'project', projectId, asks }, projectId, review)] : [], // prettier-ignore
    ),
    ...waiting.flatMap((unitId) =>
      year.luck('table', unitId).chance(0.15) ? [table(`about ${unitId}`, { kind: 'admission', unitId }, unitId)] : [],
    ),
    ...(luck.chance(0.012) ? [table('charter', { kind: 'charter', charter }, 'charter')] : []),
    ...(luck.chance(0.05) ? [table('other', { kind: 'other' }, 'other', review)] : []),
  ];
};

const motionLife = (year: Year, on: string, here: Open): readonly Act[] => {
  const luck = year.luck('motion', on);
  const officer = anOfficer(year, on);
  const voice = voiceOf(year, aUnit(year, on));
  const mine = voiceOf(year, here.matter.tabledBy);
  const { about } = here.matter;
  const beside = [about.kind === 'project' ? about.projectId : about.kind === 'admission' ? about.unitId : undefined];
  const may = (chance: number, command: string, by: Act['by'], body: object = {}, path = {}): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, body, path, beside }] : [];
  if (here.status === 'voting') return votingLife(year, on, here);
  const hearings = [...here.hearings].filter(([, each]) => isToBeHeld(each));
  const hearing = { kind: luck.of(['first-deliberation', 'hearing']), from: later(year.now, luck.whole(1, 6)), place: { en: 'Hall' } }; // prettier-ignore
  const opinion = { for: luck.whole(0, 30), against: luck.whole(0, 30), neither: luck.whole(0, 9) };
  const held = { present: luck.whole(0, 60), summary: 'Much was said', ...(luck.chance(0.5) && { opinion }) };
  return [
    ...may(0.02, 'CallHearing', officer, hearing),
    ...may(0.03, 'MakeStatement', voice, { words: `We say, at ${year.now}` }),
    ...may(0.02, 'DeclareInterest', voice, because),
    ...may(here.status === 'tabled' ? 0.006 : 0.04, 'WithdrawMotion', mine, because),
    ...hearings.flatMap(([hearingId, { called }]) => [
      ...may(called.from <= year.now ? 0.5 : 0.01, 'RecordHearing', officer, held, { hearingId }),
      ...may(0.02, 'CancelHearing', officer, because, { hearingId }),
    ]),
    ...may(hearings.length > 0 ? 0.01 : 0.15, 'OpenVoting', officer, { closesAt: later(year.now, luck.whole(2, 12)) }),
  ];
};

const votingLife = (year: Year, on: string, { matter, closesAt }: Extract<Motion, { status: 'voting' }>) => {
  if (closesAt === undefined) return [];
  const popular = matter.about.kind === 'charter' ? 0.98 : 0.6 + (Number.parseInt(on.slice(0, 2), 16) / 255) * 0.4;
  const vote = (unitId: string): readonly Act[] => {
    const luck = year.luck('ballot', on, unitId);
    const choice = luck.chance(0.08) ? 'abstain' : luck.chance(popular) ? 'for' : 'against';
    const by = voiceOf(year, unitId);
    if (luck.chance(0.16)) return [{ command: 'CastBallot', on, by, body: { choice } }];
    return luck.chance(0.002) ? [{ command: 'DeclareInterest', on, by, body: because }] : [];
  };
  const luck = year.luck('vote', on);
  const closed: readonly Act[] = luck.chance(closesAt <= later(year.now, 0.5) ? 0.3 : 0.03) ? [{ command: 'CloseVoting', on, by: anOfficer(year, on) }] : []; // prettier-ignore
  const mine = voiceOf(year, matter.tabledBy);
  return [
    ...onRoll(year).flatMap(vote),
    ...closed,
    ...(luck.chance(0.003) ? [{ command: 'WithdrawMotion', on, by: mine, body: because }] : []),
  ];
};

const decisionLife = (year: Year, on: string, here: Extract<Motion, { status: 'carried' }>): readonly Act[] => {
  const luck = year.luck('decision', on);
  const officer = anOfficer(year, on);
  const unitId = aUnit(year, 'does', on);
  const review = luck.chance(0.3) && { reviewOn: dayOf(year.now, luck.whole(10, 60)) };
  const actionId = year.idOf(`action ${on} ${year.now}`);
  const given = { actionId, motionId: on, title: { en: 'To be done' }, unitId, due: dayOf(year.now, luck.whole(1, 50)) }; // prettier-ignore
  const wantsReview = here.matter.reviewOn !== undefined && here.reviewed === undefined && here.awaits === undefined;
  return [
    ...(luck.chance(0.008) ? [{ command: 'GiveAction', on: actionId, by: officer, body: given, beside: [on] }] : []),
    ...(luck.chance(wantsReview ? 0.05 : 0.0005) ? [{ command: 'ReviewDecision', on, by: officer, body: { words: `We looked at it at ${year.now}`, ...review } }] : []), // prettier-ignore
  ];
};

const convening = (year: Year): readonly Act[] => {
  const luck = year.luck('convening');
  const ahead = [...year.world.all(meeting).values()].some(({ status }) => status === 'convened');
  if (!luck.chance(ahead ? 0.005 : 0.12)) return [];
  const meetingId = year.idOf(`meeting ${year.now}`);
  const from = afternoon(year.now, allianceOf(year).charter.noticeDays + luck.whole(1, 12));
  const agenda = luck.chance(0.3) && { agenda: [{ kind: 'other', title: { en: 'What else there is' } }] };
  const body = { meetingId, from, to: later(from, sitting_days), place: { en: 'Hall' }, ...agenda };
  return [{ command: 'ConveneMeeting', on: meetingId, by: anOfficer(year, 'convening'), body }];
};

const meetingLife = (year: Year, on: string, here: ConvenedMeeting): readonly Act[] => {
  const luck = year.luck('meeting', on);
  const officer = anOfficer(year, on);
  const may = (chance: number, command: string, body: object = {}, by = officer): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, body }] : [];
  const waits = here.status === 'convened' || here.status === 'adjourned';
  if (waits && here.from <= year.now && year.now < here.to) return sittingOf(year, on, here);
  const from = afternoon(here.from, luck.whole(1, 9));
  const items = [...luck.several(here.agenda, 20), { kind: 'other', title: { en: `Of ${year.now}` } }];
  if (here.status === 'convened')
    return [
      ...may(0.01, 'RescheduleMeeting', { from, to: later(from, sitting_days), ...because }),
      ...may(0.015, 'CancelMeeting', because),
      ...may(0.02, 'ReviseAgenda', { agenda: items }),
    ];
  if (here.status !== 'closed' || here.minutes.approved) return may(0.0005, 'CloseMeeting');
  return [
    ...may(0.06, 'CorrectMinutes', { words: `It was said, at ${year.now}` }),
    ...may(0.1, 'ApproveMinutes', {}, holderOf(year, luck.of(['chair', 'chair', 'vice-chair', 'secretary']))),
  ];
};

/** Who is there comes in, an officer opens, the units vote on what is on the agenda; then it is over, or goes on. */
const sittingOf = (year: Year, on: string, { status, agenda }: ConvenedMeeting): readonly Act[] => {
  const luck = year.luck('sitting', on);
  const officer = anOfficer(year, on);
  if (luck.chance(0.08)) return [];
  const crowd = luck.of([0.3, 0.8, 0.8, 0.9]);
  const there = onRoll(year).filter((unitId) => year.luck('comes', on, unitId).chance(crowd));
  const motions = agenda.flatMap((item) => {
    if (item.kind !== 'motion') return [];
    const here = year.world.one(motion, item.motionId);
    return here.status === 'tabled' || here.status === 'quorum-missed' ? [[item.motionId, here] as const] : [];
  });
  const votes = motions.slice(0, 5).flatMap(([motionId, { matter }]): readonly Act[] => {
    const about = matter.about.kind === 'project' ? [matter.about.projectId] : [];
    const act = (command: string, by: Act['by'], body: object = {}): Act => ({ command, on: motionId, by, body, beside: [on, ...about] }); // prettier-ignore
    const luck = year.luck('vote', motionId);
    const popular = luck.of([0.5, 0.8, 0.95]);
    const ballot = () => (luck.chance(0.1) ? 'abstain' : luck.chance(popular) ? 'for' : 'against'); // prettier-ignore
    return [
      act('OpenVoting', officer, { meetingId: on }),
      ...there.filter(() => luck.chance(0.9)).map((unitId) => act('CastBallot', voiceOf(year, unitId), { choice: ballot() })), // prettier-ignore
      ...(luck.chance(0.1) ? [act('CastBallot', voiceOf(year, aUnit(year, motionId)), { choice: 'for' })] : []),
      ...(luck.chance(0.75) ? [act('CloseVoting', officer)] : []),
    ];
  });
  const again = afternoon(year.now, luck.whole(1, 5));
  const end = luck.of<readonly Act[]>([
    [{ command: 'CloseMeeting', on, by: officer }],
    [{ command: 'CloseMeeting', on, by: officer }],
    [{ command: 'AdjournMeeting', on, by: officer, body: { from: again, to: later(again, sitting_days), ...because } }],
    [],
  ]);
  const comes = (unitId: string): Act => {
    const attendee = voiceOf(year, unitId);
    const alone = year.luck('tells', on, unitId).chance(0.7);
    return { command: 'RecordAttendance', on, by: alone ? attendee : officer, body: alone || !attendee ? {} : { attendee } }; // prettier-ignore
  };
  return [
    ...there.map(comes),
    { command: status === 'adjourned' ? 'ResumeMeeting' : 'OpenMeeting', on, by: officer },
    ...votes,
    ...end,
  ];
};

const actionLife = (year: Year, on: string): readonly Act[] => {
  const here = year.world.one(action, on);
  if (here.status === 'absent' || here.status === 'done') return [];
  const luck = year.luck('action', on);
  const officer = anOfficer(year, on);
  const mine = voiceOf(year, here.unitId);
  const may = (chance: number, command: string, by: Act['by'], body: object = {}): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, body }] : [];
  const { status } = here;
  const due = dayOf(here.due > year.now ? `${here.due}T00:00:00.000Z` : year.now, luck.whole(2, 30));
  const another = { unitId: aUnit(year, 'another', on), ...because, ...(luck.chance(0.8) && { due }) };
  return [
    ...may(status === 'given' ? 0.02 : 0.04, 'ReportAction', mine, { words: `Done at ${year.now}` }),
    ...may(status === 'given' ? 0.012 : 0.004, 'DeclineAction', mine, because),
    ...may(status === 'overdue' ? 0.05 : 0.006, 'ExtendAction', officer, { due, ...because }),
    ...may(status === 'declined' ? 0.1 : 0.003, 'ReassignAction', officer, another),
    ...may(status === 'reported' ? 0.15 : 0.002, 'ConfirmAction', officer),
  ];
};
