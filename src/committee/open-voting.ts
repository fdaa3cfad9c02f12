import { decision, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { roll } from '../access/standing.js';
import { IsId, IsInstant, Optional } from '../platform/fields.js';
import { isOn } from './agenda.js';
import { charterInForce, rulesOf } from './charter-in-force.js';
import { happened } from './events.js';
import { isToBeHeld } from './hearing.js';
import { matterOf, obstacleTo, partyTo } from './matter.js';
import { meeting, type Meeting } from './meeting.js';
import { motion, type Hearing, type Motion } from './motion.js';
import { refuse } from './refusals.js';

const days_max = 90;
const day_ms = 86_400_000;

export class OpenVoting extends StreamCommand {
  /** In writing: until when ballots are taken, at most 90 days from now. */
  @Optional() @IsInstant() readonly closesAt?: string;
  /** In a meeting: in which. It is in session, with the motion on its agenda. */
  @Optional() @IsId() readonly meetingId?: string;
}

/**
 * An officer opens voting on what is ready to be decided: in writing with a deadline, or in a meeting; also again,
 * where the quorum was missed. The roll is taken now, and so is the charter's rule: what changes later does not change
 * this vote. Whoever was promised a hearing is heard before. In a meeting only the units that are there cast a ballot; the quorum is of the whole roll all the same.
 */
export const openVoting = decision(
  OpenVoting,
  motion,
  (command, motion, issue, { roll, charter, meeting, ...matter }) => {
    const { closesAt, meetingId } = command;
    switch (motion.status) {
      case 'absent':
        return refuse('motion-not-found');
      case 'withdrawn':
        return refuse('motion-withdrawn');
      case 'carried':
      case 'lost':
        return refuse('motion-decided');
      case 'voting':
        if (motion.closesAt === closesAt && motion.meetingId === meetingId) return [];
        return refuse('voting-under-way', { closesAt: motion.closesAt, meetingId: motion.meetingId });
    }
    const { about } = motion.matter;
    if (meetingId !== undefined && meeting.status === 'absent') return refuse('meeting-not-found');
    refuse.broken(
      obstacleTo(about, matter, issue.at),
      about.kind === 'project' && matter.project.status === 'proposed' && 'project-not-submitted',
      toBeHeld(motion.hearings),
      (closesAt === undefined) === (meetingId === undefined) && 'one-way-to-vote',
      closesAt !== undefined && outOfBounds(closesAt, issue),
      meetingId !== undefined && meeting.status !== 'open' && 'meeting-not-open',
      meetingId !== undefined && !isOnAgenda(meeting, command.subjectId) && 'not-on-the-agenda',
    );
    const inStanding = [...roll.units].filter(([, standing]) => standing === 'admitted').map(([unitId]) => unitId);
    const recused = [...new Set([...partyTo(about, matter), ...motion.recused])];
    const how = {
      ...(closesAt !== undefined && { closesAt }),
      ...(meetingId !== undefined && { meetingId, attending: thereOf(inStanding, meeting) }),
    };
    return [happened('VotingOpened', { roll: inStanding, recused, ...rulesOf(charter), ...how })];
  },
  {
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
    charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId },
    meeting: { stream: meeting, id: ({ meetingId }) => meetingId },
    ...matterOf<OpenVoting, Motion>((_, motion) => (motion.status === 'absent' ? undefined : motion.matter.about)),
  },
);

/** The rule that is broken where somebody was promised a hearing. */
const toBeHeld = (hearings: ReadonlyMap<string, Seen<Hearing>>) => {
  const waiting = [...hearings].filter(([, hearing]) => isToBeHeld(hearing)).map(([hearingId]) => hearingId);
  return waiting.length > 0 && (['hearing-not-held', { hearings: waiting }] as const);
};

const outOfBounds = (closesAt: string, { at }: Issue) => {
  const latest = new Date(Date.parse(at) + days_max * day_ms).toISOString();
  return (closesAt <= at || closesAt > latest) && (['closing-out-of-bounds', { after: at, latest }] as const);
};

const isOnAgenda = (meeting: Seen<Meeting>, motionId: string): boolean =>
  meeting.status !== 'absent' && isOn(meeting.agenda, motionId);

const thereOf = (units: readonly string[], meeting: Seen<Meeting>): readonly string[] =>
  units.filter((unitId) => meeting.status !== 'absent' && meeting.here.has(unitId));
