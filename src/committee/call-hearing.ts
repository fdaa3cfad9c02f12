import { decision, newId, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, IsInstant, LocalText, OneOf, Optional, Words } from '../platform/fields.js';
import { happened, hearingKinds, type HearingKind } from './events.js';
import { beforeVoting } from './hearing.js';
import { motion } from './motion.js';
import { refuse } from './refusals.js';

const ahead_ms_max = 400 * 86_400_000;
const hearings_max = 50;

export class CallHearing extends StreamCommand {
  /** The caller's own id for the hearing. */
  @Optional() @IsId() readonly hearingId?: string;
  /** Building representatives who deliberate first, or anybody whom the matter concerns. */
  @OneOf(hearingKinds) readonly kind: HearingKind;
  @IsInstant() readonly from: string;
  @Words() readonly place: LocalText;
}

/** An officer calls people together who are to be heard before the committee votes. Until they are, it does not vote. */
export const callHearing = decision(CallHearing, motion, ({ kind, from, place, ...wanted }, motion, issue) => {
  const hearingId = newId(issue, 'hearing', wanted.hearingId);
  const called = { hearingId, kind, from, place };
  const before = 'hearings' in motion ? motion.hearings.get(hearingId) : undefined;
  if (before) return isDeepStrictEqual(before.called, called) ? [] : refuse('hearing-id-taken');
  const { hearings } = beforeVoting(motion);
  const latest = new Date(Date.parse(issue.at) + ahead_ms_max).toISOString();
  refuse.broken(
    (from <= issue.at || from > latest) && ['hearing-out-of-bounds', { after: issue.at, latest }],
    hearings.size >= hearings_max && ['too-many-hearings', { most: hearings_max }],
  );
  return [happened('HearingCalled', called)];
});
