import { BadCursor, pageOf, signCursors, type Page } from '#nest-event-sourcing';
import fc from 'fast-check';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { freshDatabase, type FreshDatabase } from './database.js';

@Entity('thing')
class Thing {
  @PrimaryColumn('text') id: string;
  @Column('text') owner: string;
  @Column('bigint') rank: number;
}

let database: FreshDatabase;
let db: DataSource;
const open = (url: string) =>
  new DataSource({ type: 'postgres', url, entities: [Thing], parseInt8: true } as never).initialize();
beforeAll(async () => {
  database = await freshDatabase();
  db = await open(database.ownerUrl);
  await db.synchronize();
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

type Asks = Readonly<{ limit?: number; cursor?: string; rank?: number }>;
const page = (asks: Asks, owner = 'us', direction: 'ASC' | 'DESC' = 'ASC', on = db): Promise<Page<Thing>> =>
  pageOf(on.manager, Thing, ['rank', 'id'], asks, (rows) => {
    rows.where('row.owner = :owner', { owner });
    return asks.rank === undefined ? rows : rows.andWhere('row.rank = :rank', { rank: asks.rank });
  }, direction); // prettier-ignore
const fill = async (...things: readonly Thing[]) => {
  await db.getRepository(Thing).clear();
  await db.getRepository(Thing).insert(things.map((each) => ({ ...each })));
};
const thing = (n: number, owner = 'us'): Thing => ({ id: String(n).padStart(4, '0'), owner, rank: n % 7 });

describe('A list that is read page by page', () => {
  it('gives every item that stays once, in order, whatever comes and goes between the pages', async () => {
    const writes = fc.array(fc.record({ add: fc.boolean(), n: fc.nat(60) }), { maxLength: 6 });
    const story = fc.record({
      first: fc.uniqueArray(fc.nat(60), { maxLength: 40 }),
      between: fc.array(writes, { minLength: 1, maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 7 }),
      direction: fc.constantFrom('ASC' as const, 'DESC' as const),
    });
    const check = async ({
      first,
      between,
      limit,
      direction,
    }: typeof story extends fc.Arbitrary<infer T> ? T : never) => {
      await fill(...first.map((n) => thing(n)));
      const touched = new Set<string>();
      const met: Thing[] = [];
      let cursor: string | undefined;
      for (let n = 0; n === 0 || cursor !== undefined; n++) {
        const { items, next } = await page({ limit, ...(cursor && { cursor }) }, 'us', direction);
        met.push(...items);
        cursor = next;
        for (const { add, n: which } of between[n] ?? []) {
          touched.add(thing(which).id);
          await db.query(add ? 'INSERT INTO thing VALUES ($1, $2, $3) ON CONFLICT DO NOTHING' : 'DELETE FROM thing WHERE id = $1', add ? Object.values(thing(which)) : [thing(which).id]); // prettier-ignore
        }
      }
      const ids = met.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const stayed = first.map((n) => thing(n).id).filter((id) => !touched.has(id));
      expect(stayed.filter((id) => !ids.includes(id))).toEqual([]);
      const places = met.map(({ rank, id }) => `${rank} ${id}`);
      expect(places).toEqual(direction === 'ASC' ? [...places].sort() : [...places].sort().reverse());
    };
    await fc.assert(fc.asyncProperty(story, check), { seed: 20_261_122, numRuns: 150 });
  });
});

describe('A cursor', () => {
  const bad = (...asked: Parameters<typeof page>) => expect(page(...asked)).rejects.toBeInstanceOf(BadCursor);
  let cursor: string;
  beforeAll(async () => {
    signCursors(db, Buffer.alloc(32, 1));
    await fill(...Array.from({ length: 20 }, (_, n) => thing(n, n % 2 ? 'them' : 'us')));
    cursor = (await page({ limit: 2 })).next!;
  });

  it('tells nothing that could be changed', async () => {
    for (let at = 0; at < cursor.length; at++) {
      const other = cursor[at] === 'A' ? 'B' : 'A';
      await bad({ cursor: cursor.slice(0, at) + other + cursor.slice(at + 1) });
    }
    for (const odd of [
      'x',
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}=`,
      Buffer.from('[1,"0001"]').toString('base64url'),
    ])
      await bad({ cursor: odd });
  });

  it('is of one list, one owner, one filter and one order', async () => {
    await bad({ cursor }, 'them');
    await bad({ cursor, rank: 1 });
    await bad({ cursor }, 'us', 'DESC');
    expect((await page({ cursor, limit: 7 })).items).toHaveLength(7);
  });

  it('is known to every instance with the key of the installation, and to no other', async () => {
    const other = await open(database.ownerUrl);
    try {
      await bad({ cursor }, 'us', 'ASC', other);
      signCursors(other, Buffer.alloc(32, 1));
      expect((await page({ cursor }, 'us', 'ASC', other)).items).toHaveLength(8);
    } finally {
      await other.destroy();
    }
  });
});
