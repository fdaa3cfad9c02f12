import { sightOf } from '../access/seen-by.js';
import { whoReads } from '../access/who-may.js';
import type { JsonSchema } from '../platform/body-schema.js';

const text_max = 100_000;
const items_max = 100_000;
const noNul = '^[^\\u0000]*$';

/** No longer than their format lets them be. */
const formatLengths: Readonly<Record<string, number>> = {
  ...{ uuid: 36, 'date-time': 24, date: 10, 'time-zone': 60, email: 254, uri: 2_000, 'uri-reference': 2_000 },
};

/** A schema that says its bounds also where the code sets none of its own: those that everything has. */
export const bounded = (schema: JsonSchema): JsonSchema => {
  const nested = Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, inner(keyword, value)]));
  return { ...nested, ...boundsOf(nested) };
};

const inner = (keyword: string, value: unknown): unknown => {
  if (keyword === 'properties')
    return Object.fromEntries(
      Object.entries(value as object).map(([name, each]) => [name, bounded(each as JsonSchema)]),
    );
  if (keyword === 'items') return bounded(value as JsonSchema);
  if (['allOf', 'anyOf', 'oneOf'].includes(keyword)) return (value as readonly JsonSchema[]).map(bounded);
  return value;
};

const boundsOf = (schema: JsonSchema): JsonSchema => {
  const { type, format, enum: words, const: word } = schema;
  if (Array.isArray(type))
    return type.includes('array') ? { items: {}, maxItems: items_max, maxLength: text_max, pattern: noNul } : {};
  if (words !== undefined || word !== undefined) return typeof (word ?? (words as readonly unknown[])[0]) === 'string' ? { type: 'string' } : {}; // prettier-ignore
  if (type === 'string')
    return {
      maxLength: schema['maxLength'] ?? formatLengths[String(format)] ?? text_max,
      ...(format === undefined && schema['pattern'] === undefined && { pattern: noNul }),
    };
  if (type === 'array') return { maxItems: schema['maxItems'] ?? items_max, items: schema['items'] ?? {} };
  if (type !== 'integer') return {};
  const minimum = schema['minimum'] ?? (schema['exclusiveMinimum'] === undefined ? Number.MIN_SAFE_INTEGER : undefined);
  const maximum = schema['maximum'] ?? Number.MAX_SAFE_INTEGER;
  const small = Number(maximum) < 2 ** 31 && Number(minimum ?? 0) >= -(2 ** 31);
  return { ...(minimum !== undefined && { minimum }), maximum, format: small ? 'int32' : 'int64' };
};

/** Where something is of one of several kinds: which word leads to which schema. */
export const withMappings = (schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> => {
  const tagOf = (ref: string, tag: string): unknown =>
    (schemas[ref.split('/').at(-1) ?? '']?.['properties'] as Record<string, JsonSchema> | undefined)?.[tag]?.['const'];
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    if (typeof value !== 'object' || value === null) return value;
    const { discriminator, oneOf } = value as { discriminator?: { propertyName: string }; oneOf?: { $ref: string }[] };
    const inside = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each)]));
    if (!discriminator || !oneOf) return inside;
    const { propertyName } = discriminator;
    const mapping = Object.fromEntries(oneOf.map(({ $ref }) => [String(tagOf($ref, propertyName)), $ref]));
    return { ...inside, discriminator: { propertyName, mapping } };
  };
  return mapped(schemas) as Record<string, JsonSchema>;
};

/** Schemas with the doc comments of their classes; a field that is inherited keeps the words that stand where it is. */
export const withTexts = (
  schemas: Readonly<Record<string, JsonSchema>>,
  named: ReadonlyMap<string, Function>,
  docs: ReadonlyMap<string, string>,
): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const fields = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(([field, of]) => {
        const text = lineage(named.get(name)).flatMap((each) => docs.get(`${each}.${field}`) ?? [])[0];
        const said = [text, ...sightText(named.get(name), field)].filter(Boolean).join(' ');
        return [field, { ...of, ...(said && { description: said }) }];
      });
      const text = docs.get(name);
      return [name, { ...schema, ...(text && { description: text }), properties: Object.fromEntries(fields) }];
    }),
  );

/** Who reads a field that is not for all who may ask. */
const sightText = (of: Function | undefined, field: string): readonly string[] => {
  const sight = of && sightOf(of, field);
  return sight && !sight.roles.includes('member') ? [`For ${whoReads(sight, 'en')} only.`] : [];
};

/** The names of a class and of those that it extends. */
const lineage = (of: Function | null | undefined): readonly string[] =>
  of?.name ? [of.name, ...lineage(Object.getPrototypeOf(of))] : [];
