import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { unitOf } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { beforeVoting } from './hearing.js';
import { motion } from './motion.js';

export class MakeStatement extends StreamCommand {
  @Text(1, 10_000) readonly words: string;
}

/** A unit says what it thinks of a motion, before the committee votes. It has one statement; a later one replaces it. */
export const makeStatement = decision(MakeStatement, motion, ({ words }, motion, issue) => {
  const unitId = unitOf(issue);
  const said = sealed({ words });
  if ('statements' in motion && isDeepStrictEqual(motion.statements.get(unitId), said)) return [];
  beforeVoting(motion);
  return [happened('StatementMade', { unitId, sealed: said })];
});
