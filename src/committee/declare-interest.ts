import { decision, StreamCommand } from '#event-sourcing';
import { unitOf } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

export class DeclareInterest extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/**
 * A unit says that it has an interest in the matter, before voting or while it is open. It casts no ballot then, and
 * one that it has cast is void. Who is recused already changes nothing.
 */
export const declareInterest = decision(DeclareInterest, motion, ({ reason }, motion, issue) => {
  switch (motion.status) {
    case 'absent':
      return refuse('motion-not-found');
    case 'withdrawn':
      return refuse('motion-withdrawn');
    case 'carried':
    case 'lost':
      return refuse('motion-decided');
  }
  const unitId = unitOf(issue);
  if (motion.recused.has(unitId)) return [];
  refuse.broken(
    motion.status === 'voting' && motion.closesAt !== undefined && issue.at >= motion.closesAt && 'voting-over',
  );
  return [happened('InterestDeclared', { unitId, sealed: sealed({ ...(reason !== undefined && { reason }) }) })];
});
