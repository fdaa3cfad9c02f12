import { answering, TenantQuery } from '#nest-event-sourcing';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { IsId, IsInstant, ListOf, OneOf } from '../platform/fields.js';
import { MotionRow } from './decision-register.js';
import { choices, type Choice } from './events.js';
import { refuse } from './refusals.js';

/** The voice of a unit. */
export class Ballot {
  @IsId() readonly unitId: string;
  @OneOf(choices) readonly choice: Choice;
  @IsInstant() readonly castAt: string;
}

/** A motion with its ballots, and what the one who asks may do with it now. */
export class MotionView extends MotionRow {
  @ListOf([Ballot], { min: 0, max: 100_000 }) readonly cast: readonly Ballot[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** How does one motion stand, and what can be done with it? */
export class GetMotion extends TenantQuery<Omit<MotionView, 'voices'>> {
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
    .addSelect('row.voices')
    .where({ motionId, allianceId: asked.tenantId })
    .getOne();
  const { voices, ...motion } = found ?? refuse('motion-not-found');
  const cast = voices.flatMap(({ unitId, choice, castAt }) => (choice && castAt ? { unitId, choice, castAt } : []));
  const href = `/v1/alliances/${asked.tenantId}/motions/${motionId}`;
  const acts = actsOf(asked.asker, href, candidates({ voices, ...motion }, asked.asker, asked.now));
  return { ...motion, cast, acts };
});

const candidates = (motion: MotionRow, { principal }: Asker, now: string): readonly Candidate[] => {
  const unitId = principal.kind === 'person' ? principal.unitId : '';
  const recused = motion.recused.includes(unitId);
  const waits = motion.status === 'tabled' || motion.status === 'quorum-missed';
  const voting = motion.status === 'voting';
  const open = voting && (motion.closesAt === null || now < motion.closesAt);
  const may = motion.voices.some((voice) => voice.unitId === unitId && voice.there);
  return [
    ['OpenVoting', 'voting', waits],
    ['CastBallot', 'ballots', open && may && !recused],
    ['DeclareInterest', 'interests', (waits || open) && !recused],
    ['CloseVoting', 'closing', voting && (!open || motion.closesAt === null || motion.ballots === motion.entitled)],
    ['WithdrawMotion', 'withdrawal', waits && motion.tabledBy === unitId],
  ];
};
