import { decision, StreamCommand } from '#event-sourcing';
import { unitOf } from '../access/actor.js';
import { OneOf } from '../platform/fields.js';
import { choices, happened, type Choice } from './events.js';
import { meeting } from './meeting.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

export class CastBallot extends StreamCommand {
  @OneOf(choices) readonly choice: Choice;
}

/**
 * One unit, one ballot: of a unit that was on the roll when voting opened and has no interest in the matter; in a
 * meeting, of a unit that is there. It may be changed until voting closes.
 */
export const castBallot = decision(
  CastBallot,
  motion,
  ({ choice }, motion, issue, { meeting }) => {
    switch (motion.status) {
      case 'absent':
        return refuse('motion-not-found');
      case 'withdrawn':
        return refuse('motion-withdrawn');
      case 'tabled':
      case 'quorum-missed':
        return refuse('voting-not-open');
      case 'carried':
      case 'lost':
        return refuse('voting-over');
    }
    const unitId = unitOf(issue);
    if (motion.ballots.get(unitId) === choice) return [];
    refuse.broken(
      !motion.roll.includes(unitId) && 'not-on-the-roll',
      motion.recused.has(unitId) && 'unit-recused',
      motion.closesAt !== undefined && issue.at >= motion.closesAt && ['voting-over', { closedAt: motion.closesAt }],
      motion.meetingId !== undefined && meeting.status !== 'open' && 'meeting-not-open',
      motion.attending !== undefined && !motion.attending.includes(unitId) && 'not-attending',
    );
    return [happened('BallotCast', { unitId, choice })];
  },
  { meeting: { stream: meeting, id: (_, motion) => (motion.status === 'voting' ? motion.meetingId : undefined) } },
);
