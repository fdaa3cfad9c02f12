import type { EntityManager } from 'typeorm';
import type { HistoryRow } from '../history.js';
import type { VotingRuleApplied } from './explanation.js';
import type { Summed } from './figure.js';
import type { Line, Place } from './line.js';
import { modelsOf, Tally } from './measure.js';
import { actsOf, asRecorded, idsOf } from './things.js';

/** So many things, and so many acts, are looked through for one page at most, but for the last thing. */
const [things_max, acts_max] = [200, 20_000];

/** What adds to a figure after a place, up to a position of the log. */
export async function* linesOf(
  db: EntityManager,
  allianceId: string,
  { things, measure }: Summed,
  after: Place,
  upTo: number,
): AsyncGenerator<Line> {
  const models = modelsOf(measure);
  let [acts, before] = [0, ''];
  const begun = after.position > 0 ? [after.thing] : [];
  const next = await idsOf(db, allianceId, things, after.thing, things_max);
  for (const [n, id] of [...begun, ...next].entries()) {
    if (acts > acts_max) return yield { thing: before, position: 0, amount: 0 };
    before = id;
    const since = n < begun.length ? after.position : 0;
    const [tally, voting] = [new Tally(measure, id), new Voting()];
    for await (const act of actsOf(db, allianceId, { category: things.category, id }, models, upTo)) {
      acts++;
      const [amount, rule] = [tally.add(asRecorded(act)), voting.ruleOf(act)];
      if (amount !== 0 && act.position > since)
        yield { thing: id, position: act.position, amount, of: { ...seen(act), rule } };
    }
  }
  const last = next.at(-1);
  if (next.length === things_max && last !== undefined) yield { thing: last, position: 0, amount: 0 };
}

/** What is told of an act. */
export const seen = ({ allianceId, position, eventId, type, at, category, subjectId }: HistoryRow) => ({
  ...{ allianceId, position, eventId, type, at, category, subjectId },
});

const results: readonly string[] = ['MotionCarried', 'MotionLost', 'QuorumMissed'];

/** By which rule the votes on a motion are counted. */
class Voting {
  #rule: VotingRuleApplied | null = null;

  ruleOf({ type, data }: HistoryRow): VotingRuleApplied | null {
    if (type === 'VotingOpened') {
      const { votingRule, quorumPercent } = data as VotingRuleApplied; // an event of this type says them
      this.#rule = { votingRule, quorumPercent };
    }
    return results.includes(type) ? this.#rule : null;
  }
}
