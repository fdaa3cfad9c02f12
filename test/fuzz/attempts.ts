import fc from 'fast-check';
import { valuesOf, type Schema, type Schemas } from '../from-schema.js';
import type { Described } from './described.js';

// A request that is to be made, as data: what only the running application knows (ids of things, keys, cursors) stands in
// it as a place to be filled, `<<unitId:42>>`, so that a seed and a number give the same attempt every time.

export type Edit = Readonly<{ at: number; how: 'replace' | 'remove' | 'add' | 'twice'; with: unknown }>;
export type Body =
  | Readonly<{ kind: 'made'; value: unknown; edits: readonly Edit[] }>
  | Readonly<{ kind: 'like'; pick: number; else: unknown; edits: readonly Edit[] }>
  | Readonly<{ kind: 'bytes'; bytes: string }>;
export type Pairs = readonly (readonly [name: string, value: string])[];
export type Attempt = Readonly<{
  method: string;
  /** Whose: somebody who may, if all goes well; or anybody. */
  caller: Readonly<{ mayRather: boolean; pick: number }>;
  /** Where: of something that is there; or with these parts instead. */
  place: Readonly<{ known: boolean; pick: number; parts: readonly string[]; tail: string }>;
  query: Pairs;
  headers: Pairs;
  body: Body | undefined;
  /** Instants become near ones, in the order in which they stand, and numbers modest. */
  isTimely: boolean;
  dryRun: boolean;
  /** Flips, cuts or adds bytes of the body as it is sent: in a thousandth of its length, and what with. */
  spoil: Readonly<{ at: number; bytes: string }> | undefined;
}>;

const nat = fc.nat({ max: 1_000_000 });
export const idOf = (field: string): fc.Arbitrary<string> => nat.map((n) => `<<${field.replace(/Ids$/, 'Id') || 'id'}:${n}>>`); // prettier-ignore
/** JSON as it stands, once it is sent. */
const raw = (text: string) => `<<raw:${Buffer.from(text).toString('base64')}>>`;

const nested = (depth: number, [open, close]: readonly [string, string]) => open.repeat(depth) + close.repeat(depth);
const odd = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 3 },
  {
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324, '', ' ', '0', [], {}, [[]]],
      ...['a'.repeat(5_000), '界'.repeat(20_000), '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\u202e\ufeff', '\r\nX: y'],
      ...["' OR 1=1 --", '$1', '%s%n', '{{7*7}}', '../../etc/passwd', '<script>', 'null', 'undefined', 'NaN', '__proto__'],
      ...['2026-02-30T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'],
      ...['2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T24:00:00.000Z', '0000-00-00', 'FREQ=SECONDLY', 'FREQ=DAILY;COUNT=99999999'],
      ...['http://127.0.0.1/', 'https://[::1]/', 'file:///etc/passwd', 'https://desk.invalid:99999/', 'Etc/Unknown', 'US/Eastern'],
      ...['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF', '{"a":1}', 'constructor', 'toString'],
      ...[raw('1e999'), raw('-0'), raw('-1e-999'), raw('9007199254740993'), raw('0.1'), raw('1'.repeat(29)), raw('1'.repeat(400))],
      ...[raw('"\\ud800"'), raw('"\\u0000"'), raw('NaN'), raw('01'), raw('[1,]'), raw("'x'"), raw('{"a":1,"a":2}')],
      ...[raw('{"__proto__":{"x":1}}'), raw('{"\\u005f_proto__":1}'), raw('{"constructor":{"prototype":{"x":1}}}'), raw('{"toString":1}')],
      ...[raw(nested(31, ['[', ']'])), raw(nested(40, ['[', ']'])), raw(nested(20_000, ['[', ']'])), raw(nested(30, ['{"a":', '}']).replace('}', '1}'))],
      ...[raw(`[${'0,'.repeat(15_000)}0]`), raw(`[${'{},'.repeat(30_000)}0]`)],
    ),
    weight: 4,
  },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 300 }), weight: 1 },
  { arbitrary: idOf('id'), weight: 1 },
); // prettier-ignore

const edit: fc.Arbitrary<Edit> = fc.record({
  at: nat,
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'twice'),
  with: odd,
});
const edits = fc.oneof(
  { arbitrary: fc.constant([]), weight: 5 },
  { arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }), weight: 4 },
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each).toString('base64')),
  fc.constantFrom(
    ...['', 'null', '[]', '""', '0', 'true', '{', '{}}', '{"a"', '\uFEFF{}', '{} {}', "{'a':1}", '[[[[', '{"a":1,"a":1}', '\u0000'],
    ...[nested(100_000, ['[', ']']), `"${'x'.repeat(262_100)}"`, 'x'.repeat(300_000), `{"a":"${'\\'.repeat(9_999)}"}`, '"'.repeat(50_000)],
  ).map((each) => Buffer.from(each).toString('base64')),
); // prettier-ignore

const part = fc.oneof(
  { arbitrary: idOf('id'), weight: 2 },
  { arbitrary: fc.constant('<<elsewhere:0>>'), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      ...['00000000-0000-0000-0000-000000000000', 'undefined', 'null', '0', '-1', '1e3', '999999999999999', '9999999999999999999'],
      ...['%00', '%ff', '%E0%A4%A', '%2e%2e', '..', '.', '%2F', 'a%0d%0aX:y', '%F0%A0%AE%B7', 'x'.repeat(101), 'x'.repeat(4_000)],
      ...["'%20OR%201=1--", '__proto__', 'constructor', '*', ':id', '%3Cscript%3E', '~', 'requirement-exceeded', '1', '2'],
    ),
    weight: 3,
  },
  { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).map((text) => encodeURIComponent(text.toWellFormed())), weight: 1 },
); // prettier-ignore
const nothing = { arbitrary: fc.constant<Pairs>([]), weight: 6 };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 3_000);

/** Values of a query as its schema has them, and others. */
const queryOf = ({ query }: Described, schemas: Schemas): fc.Arbitrary<Readonly<{ right: Pairs; wrong: Pairs }>> => {
  const fit = ({ schema = {}, name }: Schema): fc.Arbitrary<string> =>
    name === 'cursor' ? nat.map((n) => `<<cursor:${n}>>`)
    : name === 'format' ? fc.constantFrom('csv', 'ndjson', 'json')
    : valuesOf(schema, schemas, { optional: 'some', idOf }, name).map(String); // prettier-ignore
  const needed = query.filter(({ required }) => required).map((one) => fc.tuple(fc.constant(one['name'] as string), fit(one))); // prettier-ignore
  const optional = query.filter(({ required, $ref }) => !required && !$ref);
  const words = [...optional.map((one) => one['name'] as string), 'format', 'dryRun', 'cursor', 'limit', 'unknown', '__proto__', 'from[]', ''];
  const right = fc.tuple(...needed) as fc.Arbitrary<Pairs>;
  const some = optional.map((one) => fc.tuple(fc.constant(one['name'] as string), fit(one)));
  const more: fc.Arbitrary<Pairs> = some.length > 0 ? fc.array(fc.oneof(...some), { maxLength: 2 }) : fc.constant([]);
  const fits = fc.tuple(right, more).map(([one, other]) => {
    const names = new Set<string>();
    return [...one, ...other].filter(([name]) => !names.has(name) && names.add(name));
  });
  const wrong = fc.array(fc.tuple(fc.constantFrom(...words), fc.oneof(odd.map(textOf), part, fc.constant('<<cursor:7>>'))), { minLength: 1, maxLength: 3 });
  return fc.record({ right: fits, wrong: fc.oneof(nothing, { arbitrary: wrong, weight: 3 }) });
}; // prettier-ignore

const headers: fc.Arbitrary<Pairs> = fc.oneof(
  nothing,
  {
    arbitrary: fc.array(
      fc.oneof(
        ...Object.entries({
          'idempotency-key': ['again', 'again', '', ' ', 'x'.repeat(256), 'é', 'a b', '\t', 'k'.repeat(255)],
          'if-match': ['"0"', '"1"', '"7"', '*', '""', '0', 'W/"1"', '"-1"', '"1", "2"', '"99999999999999999"', 'x'],
          'if-none-match': ['"0"', '*', 'W/"x"'],
          'lianjian-after': ['0', '1', '-1', '1e3', 'x', '', '0x10', '1.5', '99999999999999999999', ' 1 '],
          'lianjian-unit': ['x', '', '<<unitId:1>>', '00000000-0000-0000-0000-000000000000', '<<raw:>>'],
          'last-event-id': ['0', '1', '-1', 'x', '999999999999999', '9999999999999999'],
          'accept-language': ['zh', 'en', '*', ';;;,q=', 'zh;q=9', 'x'.repeat(5_000), 'de, fr;q=0.9'],
          accept: ['text/csv', 'application/x-ndjson', 'text/html', '*/*', 'application/xml', 'text/event-stream', 'q=;,', 'application/json;q=0'],
          'content-type': ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '', 'x', 'application/problem+json', 'application/json;;;'],
          'content-encoding': ['gzip', 'br', 'identity', 'x'],
          authorization: ['Bearer', 'Bearer ', 'Basic eDp4', 'bearer lj_x_y', 'Bearer a.b.c', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'Bearer lj_000000000000_AAAA', `Bearer ${'x'.repeat(8_000)}`, 'é'],
          cookie: ['lianjian-session=x', 'lianjian-session=x; lianjian-session=y', '=;=', '__Host-lianjian-session=x'],
          origin: ['null', 'https://evil.example', 'http://127.0.0.1'],
          'sec-fetch-site': ['cross-site', 'same-origin', 'x'],
          'x-forwarded-for': ['1.2.3.4', 'x', '::1, 8.8.8.8', ','],
          'x-http-method-override': ['DELETE', 'GET'],
          expect: ['100-continue'],
          range: ['bytes=0-1', 'x'],
          te: ['trailers', 'x'],
          host: ['evil.example', '127.0.0.1:1', '[::1]'],
          'x-odd': ['\u00ff\u0080', 'x'.repeat(15_000), '() { :;}; echo'],
        }).map(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values))),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    weight: 2,
  },
); // prettier-ignore

/** What might be asked of one operation. */
export const attemptsOf = (operation: Described, schemas: Schemas): fc.Arbitrary<Attempt> => {
  const { method, body, params } = operation;
  const made = (optional: 'all' | 'none' | 'some') =>
    body === undefined ? fc.constant({}) : valuesOf(schemas[body]!, schemas, { optional, idOf });
  const value = fc.oneof(made('none'), made('some'), made('all'));
  const bodies: fc.Arbitrary<Body | undefined> =
    method === 'GET'
      ? seldom(30, bytes.map((each) => ({ kind: 'bytes' as const, bytes: each })))
      : fc.oneof(
          { arbitrary: fc.record({ kind: fc.constant('like' as const), pick: nat, else: value, edits }), weight: 5 },
          { arbitrary: fc.record({ kind: fc.constant('made' as const), value, edits }), weight: 5 },
          { arbitrary: bytes.map((each) => ({ kind: 'bytes' as const, bytes: each })), weight: 1 },
        );
  const whole = fc.record({
    isRight: often(1),
    method: fc.oneof(
      { arbitrary: fc.constant<string>(method), weight: 30 },
      { arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'), weight: 1 },
    ),
    caller: fc.record({ mayRather: often(3), pick: nat }),
    place: fc.record({
      known: often(8),
      pick: nat,
      parts: fc.array(part, { minLength: params.length, maxLength: params.length }),
      tail: fc.oneof(
        { arbitrary: fc.constant(''), weight: 40 },
        { arbitrary: fc.constantFrom('/', '//', '/x', '%00', ';a=b', '#x', '/..', '/%2e%2e/%2e%2e', '?', '?&&=', '?a=%ff', '.json'), weight: 1 },
      ),
    }),
    query: queryOf(operation, schemas),
    headers,
    body: bodies,
    isTimely: often(3),
    dryRun: fc.oneof({ arbitrary: fc.constant(false), weight: 6 }, { arbitrary: fc.constant(true), weight: 1 }),
    spoil: seldom(25, fc.record({ at: fc.nat({ max: 1_000 }), bytes: fc.constantFrom('gA==', '/w==', '7aCA', '8J+Y', 'wMA=', 'AA==', '/v8=', '', '77u/') })),
  });
  return whole.map(({ isRight, query: { right, wrong }, ...attempt }) =>
    isRight ? { ...righted(attempt, operation), query: right } : { ...attempt, query: [...right, ...wrong] },
  );
}; // prettier-ignore

/** With nothing odd about it, so that it gets far. */
const righted = ({ body, caller, place, ...others }: Omit<Attempt, 'query'>, { method }: Described): Omit<Attempt, 'query'> => ({
  ...{ ...others, method, headers: [], spoil: undefined, isTimely: true },
  caller: { ...caller, mayRather: true },
  place: { ...place, known: true, tail: '' },
  body: method === 'GET' ? undefined : body?.kind === 'bytes' ? { kind: 'like', pick: place.pick, else: {}, edits: [] } : body && { ...body, edits: [] },
}); // prettier-ignore

/** So many times out of so many and one. */
const often = (times: number) =>
  fc.oneof({ arbitrary: fc.constant(true), weight: times }, { arbitrary: fc.constant(false), weight: 1 });
/** Once out of so many times, and else nothing. */
const seldom = <T>(times: number, one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: times - 1 }, { arbitrary: one, weight: 1 });
