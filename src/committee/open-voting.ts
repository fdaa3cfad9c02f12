import { decision, StreamCommand } from '#event-sourcing';
import { roll } from '../access/standing.js';
import { IsInstant } from '../platform/fields.js';
import { charterInForce, rulesOf } from './charter-in-force.js';
import { happened } from './events.js';
import { matterOf, obstacleTo, partyTo } from './matter.js';
import { motion, type Motion } from './motion.js';
import { refuse } from './refusals.js';

const days_max = 90;
const day_ms = 86_400_000;

export class OpenVoting extends StreamCommand {
  /** Until when ballots are taken: at most 90 days from now. */
  @IsInstant() readonly closesAt: string;
}

/**
 * An officer opens voting in writing, with a deadline, on what is ready to be decided; also again, where the quorum
 * was missed. The roll is taken now, and so is the charter's rule: what changes later does not change this vote.
 */
export const openVoting = decision(
  OpenVoting,
  motion,
  ({ closesAt }, motion, { at }, { roll, charter, ...matter }) => {
    switch (motion.status) {
      case 'absent':
        return refuse('motion-not-found');
      case 'withdrawn':
        return refuse('motion-withdrawn');
      case 'carried':
      case 'lost':
        return refuse('motion-decided');
      case 'voting':
        return motion.closesAt === closesAt ? [] : refuse('voting-under-way', { closesAt: motion.closesAt });
    }
    const { about } = motion.matter;
    const latest = new Date(Date.parse(at) + days_max * day_ms).toISOString();
    refuse.broken(
      obstacleTo(about, matter),
      about.kind === 'project' && matter.project.status === 'proposed' && 'project-not-submitted',
      (closesAt <= at || closesAt > latest) && ['closing-out-of-bounds', { after: at, latest }],
    );
    const inStanding = [...roll.units].filter(([, standing]) => standing === 'admitted').map(([unitId]) => unitId);
    const recused = [...new Set([...partyTo(about, matter), ...motion.recused])];
    return [happened('VotingOpened', { roll: inStanding, recused, ...rulesOf(charter), closesAt })];
  },
  {
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
    charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId },
    ...matterOf<OpenVoting, Motion>((_, motion) => (motion.status === 'absent' ? undefined : motion.matter.about)),
  },
);
