import fc from 'fast-check';
import { isInstant } from '../src/platform/fields.js';

export type Schema = Readonly<Record<string, any>>;
export type Schemas = Readonly<Record<string, Schema>>;

/** How values of a schema are made: which optional fields are there, and what stands for an id in a field. */
export type Wish = Readonly<{
  optional: 'all' | 'none' | 'some';
  idOf?: (field: string) => fc.Arbitrary<string> | undefined;
}>;

/** Whatever a JSON Schema of ours takes, up to its limits. @throws for a keyword that it does not know */
export const valuesOf = (schema: Schema, schemas: Schemas, wish: Wish, field = ''): fc.Arbitrary<unknown> => {
  const each = (one: Schema, of = field) => valuesOf(one, schemas, wish, of);
  const { $ref, ...beside } = schema;
  if ($ref) return each({ ...schemas[$ref.split('/').at(-1)], ...beside });
  if (schema['anyOf'] ?? schema['oneOf'])
    return fc.oneof(...(schema['anyOf'] ?? schema['oneOf']).map((one: Schema) => each(one)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (schema['enum']) return fc.constantFrom(...schema['enum']);
  const type = schema['type'] ?? schema['allOf']?.find((one: Schema) => one['type'])?.type;
  const make = {
    string: () => texts(schema, wish, field),
    integer: () => wholes(schema),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
    array: () => listOf(schema, (item) => each(item)),
    object: () => objectsOf(schema, wish, each),
  }[type as string];
  if (!make) throw new Error(`${field}: ${JSON.stringify(schema)} says nothing of its type`);
  return make();
};

/** One value, always the same: it is made once, and each time given anew. */
export const exampleOf = (schema: Schema, schemas: Schemas, { optional }: Pick<Wish, 'optional'>): any => {
  const made = examples.get(schema) ?? new Map<string, unknown>();
  examples.set(schema, made);
  if (!made.has(optional))
    made.set(optional, fc.sample(valuesOf(schema, schemas, { optional }), { seed: 20_261_122, numRuns: 1 })[0]);
  return structuredClone(made.get(optional));
};
const examples = new WeakMap<Schema, Map<string, unknown>>();

const items_few = 5;

const listOf = (schema: Schema, each: (item: Schema) => fc.Arbitrary<unknown>) => {
  const { minItems = 0, maxItems = items_few, uniqueItems, items } = schema;
  const size = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, items_few)) };
  return uniqueItems ? fc.uniqueArray(each(items), size) : fc.array(each(items), size);
};

const objectsOf = (
  { properties, required = [], minProperties = 0 }: Schema,
  { optional }: Wish,
  each: (one: Schema, field: string) => fc.Arbitrary<unknown>,
) => {
  const fields = Object.entries<Schema>(properties);
  const needed = optional === 'none' && minProperties > required.length ? fields.map(([name]) => name) : required;
  const wanted = optional === 'none' ? fields.filter(([name]) => needed.includes(name)) : fields;
  const record = fc.record(Object.fromEntries(wanted.map(([name, one]) => [name, each(one, name)])), {
    ...(optional === 'some' && { requiredKeys: required }),
    noNullPrototype: true,
  });
  return record.filter((value) => Object.keys(value).length >= minProperties);
};

const wholes = ({ minimum, maximum, allOf = [] }: Schema) => {
  const all = [{ minimum, maximum }, ...allOf];
  const min = Math.max(...all.map((one) => one.minimum ?? Number.MIN_SAFE_INTEGER));
  const max = Math.min(...all.map((one) => one.maximum ?? Number.MAX_SAFE_INTEGER));
  return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
};

/** Patterns that say next to nothing: what fits is found by trying, not made by them. */
const broad: readonly string[] = ['\\S', '^[^\\u0000]*$'];

const texts = (schema: Schema, { idOf }: Wish, field: string): fc.Arbitrary<string> => {
  const all = [schema, ...(schema['allOf'] ?? [])];
  const say = (keyword: string) => all.map((one) => one[keyword]).filter((value) => value !== undefined);
  const [min, max] = [Math.max(0, ...say('minLength')), Math.min(10_000, ...say('maxLength'))];
  const [format] = say('format');
  const patterns: RegExp[] = say('pattern').map((source: string) => new RegExp(source, 'u'));
  const narrow = patterns.filter(({ source }) => !broad.includes(source)).at(-1);
  const fits = (text: string) =>
    [...text].length >= min && [...text].length <= max && patterns.every((pattern) => pattern.test(text));
  if (format === 'uuid') return idOf?.(field) ?? fc.uuid({ version: [4, 5, 7] });
  if (format && !formats[format]) throw new Error(`${field}: nothing is known of the format ${format}`);
  return (format ? formats[format]! : narrow ? matching(narrow) : words(min, max)).filter(fits);
};

const from = (of: string, to: string) =>
  fc.date({ min: new Date(of), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString());
const instants = fc
  .oneof(from('0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'), from('2020-01-01', '2030-01-01'))
  .filter(isInstant);
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': instants,
  date: instants.map((instant) => instant.slice(0, 10)),
  'time-zone': fc.constantFrom('Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Chatham'),
  email: fc.oneof(
    fc.emailAddress({ size: 'small' }),
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((name) => `${name.replace(/[@\s]/gu, '.')}@例子.中国`),
  ),
};

/** Text of any characters that can be stored, also the longest, and what confuses databases, templates and objects. */
const words = (min: number, max: number): fc.Arbitrary<string> => {
  const key = `${min} ${max}`;
  const known = wordsKnown.get(key) ?? wordsOf(min, max);
  wordsKnown.set(key, known);
  return known;
};
/** Those that were made: making one takes longer than what is done with it. */
const wordsKnown = new Map<string, fc.Arbitrary<string>>();
const wordsOf = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.min(max, min + 20) }),
    fc.string({ unit: 'binary', minLength: min, maxLength: Math.min(max, min + 40) }),
    fc.constantFrom('𠮷'.repeat(max), `${'\\'.repeat(max - 1)}"`, '\u0001'.repeat(max - 1) + 'x'),
    fc.constantFrom("'; DROP TABLE x; --", '__proto__', 'constructor', '$1 %s ${x} {{y}}', '\u2028\uFEFF\u202Ex', '\t.\r\n', 'null', '2026-11-22'),
  ).filter((text) => text.isWellFormed() && !text.includes('\0') && /\S/u.test(text)); // prettier-ignore

/** What a pattern matches; its look-arounds are seen to by trying. */
const matching = (pattern: RegExp): fc.Arbitrary<string> => {
  const plain = new RegExp(withoutLookarounds(pattern.source));
  return fc.stringMatching(plain, { size: 'small' }).filter((text) => pattern.test(text));
};

const withoutLookarounds = (source: string): string => {
  const start = source.search(/\(\?(=|!|<=|<!)/);
  if (start < 0) return source;
  let end = start;
  for (let depth = 0; end < source.length; end++) {
    if (source[end] === '\\') end++;
    else if (source[end] === '(') depth++;
    else if (source[end] === ')' && --depth === 0) break;
  }
  return withoutLookarounds(source.slice(0, start) + source.slice(end + 1));
};
