import pg from 'pg';
import { ints, texts, uuids } from './binary-arrays.js';
import { freshLog, type FreshLog } from './testing.js';

let log: FreshLog;
beforeAll(async () => void (log = await freshLog()));
afterAll(() => log.drop());

/** What PostgreSQL makes of it. */
const read = async (type: string, array: Buffer): Promise<unknown> => {
  const types = { getTypeParser: () => (text: string) => text };
  const { rows } = await log.owner.query({
    text: `SELECT to_json($1::${type}[])::text AS said`,
    values: [array],
    types,
  });
  return JSON.parse(rows[0].said);
};

it.each([
  ['text', texts, ['', 'a', '联建 😀', '"\\{},NULL', ' \n', 'x'.repeat(100_000)]],
  ['int4', ints, [0, -1, 2 ** 31 - 1, -(2 ** 31)]],
  ['uuid', uuids, Array.from({ length: 3 }, () => crypto.randomUUID())],
  ['text', texts, []],
] as const)('PostgreSQL reads an array of %s as it was', async (type, made, values) =>
  expect(await read(type, made(values as never))).toEqual(values),
);

it.each([
  ['no integer of 32 bits', () => ints([2 ** 31])],
  ['no UUID', () => uuids(['x'])],
  ['no UUID', () => uuids([''])],
])('What is %s is not sent', (_, made) => expect(made).toThrow(RangeError));

it('A text that no database can keep is refused by it', () =>
  expect(read('text', texts(['a\u0000']))).rejects.toThrow(pg.DatabaseError));
