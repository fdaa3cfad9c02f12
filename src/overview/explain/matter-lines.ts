import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../../access/principal.js';
import { HistoryRow, naming } from '../history.js';
import { allianceMatters, urgencies, type OpenMatter } from '../matter.js';
import { GetOpenMatters, getOpenMatters } from '../open-matters.js';
import type { Listed } from './figure.js';
import type { Line, Place } from './line.js';
import { seen } from './lines.js';

const page_max = 50;

/** How many matters of a kind are open: each counts 1, by the act since which it waits. */
export const openMatters = (db: EntityManager, asked: AskedByAsker, name: string): Listed | undefined => {
  const kind = allianceMatters.find((each) => name.startsWith(`${each},`));
  const urgency = urgencies.find((each) => name === `${kind},${each}`);
  if (!kind || !urgency) return undefined;
  return { rule: 'open-matters', lines: (after) => matterLines(db, asked, { kind, urgency, limit: page_max }, after) };
};

type Wanted = Pick<GetOpenMatters['filter'], 'kind' | 'urgency' | 'limit'>;

/** A place is the cursor of a page of matters, and how many of that page were told. */
async function* matterLines(
  db: EntityManager,
  asked: AskedByAsker,
  wanted: Wanted,
  after: Place,
): AsyncGenerator<Line> {
  const filter = { ...wanted, ...(after.thing !== '' && { cursor: after.thing }) };
  const { items, next } = await getOpenMatters.answer(db, new GetOpenMatters(asked, filter));
  for (const [n, matter] of items.entries())
    if (n >= after.position)
      yield { thing: after.thing, position: n + 1, amount: 1, of: await actOf(db, asked.tenantId, matter) };
  if (next !== undefined) yield { thing: next, position: 0, amount: 0 };
}

/** The last act about the thing before it waited; where the charter alone asks for it, there is none. */
const actOf = async (db: EntityManager, allianceId: string, { subject, since }: OpenMatter) => {
  const rows = db.createQueryBuilder(HistoryRow, 'row').where('row.allianceId = :allianceId', { allianceId });
  const act = await naming(rows, [subject.id])
    .andWhere('row.at <= :since', { since })
    .orderBy('row.position', 'DESC')
    .limit(1)
    .getOne();
  const nothing = { position: null, eventId: null, type: null, at: null, category: null };
  return { ...(act ? seen(act) : { ...nothing, allianceId, subjectId: subject.id }), rule: null };
};
