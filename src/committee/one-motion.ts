import { answering, TenantQuery } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { IsId, IsInstant, ListOf, OneOf } from '../platform/fields.js';
import { told } from '../platform/sealed.js';
import { MotionRow } from './decision-register.js';
import { choices, type Choice } from './events.js';
import { refuse } from './refusals.js';
import type { Voice } from './voices.js';

/** The voice of a unit. */
export class Ballot {
  @IsId() readonly unitId: string;
  @OneOf(choices) readonly choice: Choice;
  @IsInstant() readonly castAt: string;
}

/** What a unit thinks of a motion. */
export class MotionStatement {
  @IsId() readonly unitId: string;
  @IsInstant() readonly at: string;
  @IsString() @SeenBy('member') readonly words: string;
}

/** What the committee found when it looked at a decision again. */
export class DecisionReview {
  @IsInstant() readonly at: string;
  @IsString() @SeenBy('member') readonly words: string;
}

/** A motion with its ballots, and what the one who asks may do with it now. */
export class MotionView extends MotionRow {
  @ListOf([Ballot], { min: 0, max: 100_000 }) readonly cast: readonly Ballot[];
  /** What units think of it. */
  @ListOf([MotionStatement], { min: 0, max: 100_000 }) readonly stated: readonly MotionStatement[];
  /** What the committee found when it looked at its decision again. */
  @ListOf([DecisionReview], { min: 0, max: 100_000 }) readonly reviewed: readonly DecisionReview[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** How does one motion stand, and what can be done with it? */
export class GetMotion extends TenantQuery<Omit<MotionView, 'voices' | 'statements' | 'reviews'>> {
  constructor(
    asked: AskedByAsker,
    readonly motionId: string,
  ) {
    super(asked);
  }
}

export const getMotion = answering(GetMotion, async (db, { asked, motionId }) => {
  const found = await db
    .createQueryBuilder(MotionRow, 'row')
    .addSelect(['row.voices', 'row.statements', 'row.reviews'])
    .where({ motionId, allianceId: asked.tenantId })
    .getOne();
  const { voices, statements, reviews, ...motion } = found ?? refuse('motion-not-found');
  const cast = voices.flatMap(({ unitId, choice, castAt }) => (choice && castAt ? { unitId, choice, castAt } : []));
  const href = `/v1/alliances/${asked.tenantId}/motions/${motionId}`;
  const acts = actsOf(asked.asker, href, candidates(motion, voices, asked.asker, asked.now));
  const stated = statements.map(({ unitId, at, sealed }) => ({ unitId, at, words: told(sealed, 'words') }));
  const reviewed = reviews.map(({ at, sealed }) => ({ at, words: told(sealed, 'words') }));
  return { ...motion, cast, stated, reviewed, acts };
});

const candidates = (
  motion: Omit<MotionRow, 'voices' | 'statements' | 'reviews'>,
  voices: readonly Voice[],
  { principal }: Asker,
  now: string,
): readonly Candidate[] => {
  const unitId = principal.kind === 'person' ? principal.unitId : '';
  const recused = motion.recused.includes(unitId);
  const waits = motion.status === 'tabled' || motion.status === 'quorum-missed';
  const voting = motion.status === 'voting';
  const open = voting && (motion.closesAt === null || now < motion.closesAt);
  const may = voices.some((voice) => voice.unitId === unitId && voice.there);
  return [
    ['OpenVoting', 'voting', waits && motion.hearingsToHold === 0],
    ['CastBallot', 'ballots', open && may && !recused],
    ['DeclareInterest', 'interests', (waits || open) && !recused],
    ['CloseVoting', 'closing', voting && (!open || motion.closesAt === null || motion.ballots === motion.entitled)],
    ['MakeStatement', 'statements', waits],
    ['CallHearing', 'hearings', waits],
    ['ReviewDecision', 'reviews', motion.status === 'carried'],
    ['WithdrawMotion', 'withdrawal', waits && motion.tabledBy === unitId],
  ];
};
