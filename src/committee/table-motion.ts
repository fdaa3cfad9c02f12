import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { unitOf } from '../access/actor.js';
import { IsDay, IsId, LocalText, Nested, Optional, Words } from '../platform/fields.js';
import { abouts, happened, type About } from './events.js';
import { matterOf, obstacleTo } from './matter.js';
import { motion, type Motion } from './motion.js';
import { refuse } from './refusals.js';

export class TableMotion extends StreamCommand {
  /** The caller's own id for the motion. */
  @Optional() @IsId() readonly motionId?: string;
  @Words() readonly title: LocalText;
  /** What the units are to decide on. */
  @Nested(...abouts) readonly about: About;
  /** On which day the committee is to look at its decision again. */
  @Optional() @IsDay() readonly reviewOn?: string;
}

/**
 * A unit puts a matter before the committee while there is something to decide: a project that is neither approved
 * nor over, an application that waits for an answer, a charter, an office for somebody who could hold it, or anything
 * else.
 */
export const tableMotion = decision(
  TableMotion,
  motion,
  ({ title, about, reviewOn }, motion, issue, matter) => {
    const tabled = { title, about, tabledBy: unitOf(issue), ...(reviewOn !== undefined && { reviewOn }) };
    if (motion.status !== 'absent') return isDeepStrictEqual(motion.matter, tabled) ? [] : refuse('motion-id-taken');
    refuse.broken(obstacleTo(about, matter, issue.at));
    return [happened('MotionTabled', tabled)];
  },
  matterOf<TableMotion, Motion>(({ about }) => about),
);
