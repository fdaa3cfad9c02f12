import { namedId } from '#event-sourcing';
import type { JsonSchema } from '../platform/body-schema.js';

type Schemas = Readonly<Record<string, JsonSchema>>;

const depth_max = 8;
const space = 'b1f3c1de-0d8a-4c3e-8f5b-6d1d5c0b7a11';
const words: Readonly<Record<string, string>> = {
  ...{
    zh: '东南社区图书角',
    en: 'Reading corner',
    unitOfMeasure: 'hours',
    currency: 'CNY',
    email: 'wang@school.example',
  },
  ...{ reason: 'The hall is closed for repairs.', phone: '+86 21 5555 0100', registeredCode: '91310115MA1K3ABC7X' },
  ...{ start: '09:00', rule: 'FREQ=WEEKLY;BYDAY=TU', reference: 'time sheet 2026-11', type: 'PledgeMade' },
  ...{ act: 'MakePledge', category: 'project', command: 'MakePledge', cursor: 'q8Yb1xv0…', label: 'booking software' },
};
const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-03-01T08:00:00.000Z',
  date: '2026-03-01',
  'time-zone': 'Asia/Shanghai',
  email: 'wang@school.example',
  uri: 'https://school.example/hooks',
  'uri-reference': '/v1/alliances',
};
const later = /^(until|to|closesAt|endsAt|expiresAt|due|before)$/;
const patterned = [
  ...['a1b2c3d4e5f6', 'https://login.school.example', 'whsec_c2VjcmV0IG9mIGEgc3Vic2NyaXB0aW9u'],
  'CNY',
  'a'.repeat(64),
  'PT2H',
  'FREQ=WEEKLY;BYDAY=TU',
  '09:00',
  '2026-03-01',
  'PledgeMade',
  'reading-corner',
  '7',
];

/**
 * One value that a schema takes, always the same one: what has to be there, and where `whole`, all that may be.
 *
 * @param field its name, which says what would stand there
 */
export const exampleOf = (schema: JsonSchema, schemas: Schemas, field = '', whole = false, depth = 0): unknown => {
  const each = (one: JsonSchema, of = field) => exampleOf(one, schemas, of, whole, depth + 1);
  const { $ref, allOf, ...beside } = schema as JsonSchema & { $ref?: string; allOf?: readonly JsonSchema[] };
  if ($ref) return each({ ...schemas[$ref.split('/').at(-1) ?? ''], ...beside });
  if (allOf) return each(Object.assign({}, ...allOf, beside, { patterns: allOf.flatMap(({ pattern }) => pattern ?? []) }) as JsonSchema); // prettier-ignore
  const several = (schema['oneOf'] ?? schema['anyOf']) as readonly JsonSchema[] | undefined;
  if (several) return depth > depth_max ? null : each(several[0]!);
  if ('const' in schema) return schema['const'];
  if (schema['enum']) return (schema['enum'] as readonly unknown[])[0];
  const kind = [schema['type']].flat()[0];
  if (kind === 'object') return objectOf(schema, each, whole);
  if (kind === 'array') return listOf(schema, each, depth);
  if (kind === 'boolean') return false;
  if (kind === 'integer' || kind === 'number') return numberOf(schema, field);
  return kind === 'null' ? null : textOf(schema, field);
};

type Each = (schema: JsonSchema, field?: string) => unknown;
const objectOf = ({ properties = {}, required = [], minProperties = 0 }: JsonSchema, each: Each, whole: boolean) => {
  const fields = Object.entries(properties as Record<string, JsonSchema>);
  const needed = required as readonly string[];
  const all = whole || needed.length < Number(minProperties);
  return Object.fromEntries(
    fields.filter(([name]) => all || needed.includes(name)).map(([name, of]) => [name, each(of, name)]),
  );
};

const listOf = ({ items = {}, minItems = 0, maxItems = 1 }: JsonSchema, each: Each, depth: number) =>
  depth > depth_max || Number(maxItems) === 0
    ? []
    : Array.from({ length: Math.max(1, Number(minItems)) }, () => each(items as JsonSchema));

const numberOf = (schema: JsonSchema, field: string): number => {
  const wanted = { revision: 3, position: 1204, status: 409, limit: 50, quorumPercent: 50 }[field] ?? 40;
  const least = Number(schema['minimum'] ?? Number(schema['exclusiveMinimum'] ?? -Infinity) + 1);
  return Math.min(Math.max(wanted, least), Number(schema['maximum'] ?? Infinity));
};

const textOf = (schema: JsonSchema, field: string): string => {
  const format = schema['format'] as string | undefined;
  if (format === 'uuid') return namedId(field, space);
  if (format === 'date-time' && later.test(field)) return '2026-03-01T10:00:00.000Z';
  const patterns = [schema['pattern'], ...((schema['patterns'] ?? []) as readonly unknown[])].filter(
    (each): each is string => typeof each === 'string',
  );
  const [least, most] = [Number(schema['minLength'] ?? 0), Number(schema['maxLength'] ?? Infinity)];
  const fits = (value: string) =>
    value.length >= least && value.length <= most && patterns.every((each) => new RegExp(each, 'u').test(value));
  const known = [words[field], format && formats[format], spoken(field), ...patterned, 'x'.repeat(least)];
  return known.find((value): value is string => value !== undefined && value !== '' && fits(value)) ?? '';
};

/** `decisionOf` is "Decision of". */
const spoken = (field: string): string =>
  field.replace(/^./, (first) => first.toUpperCase()).replace(/[A-Z]/g, (letter, at) => (at ? ` ${letter.toLowerCase()}` : letter)); // prettier-ignore
