import { schemasOf, type JsonSchema } from './body-schema.js';

type Column = Readonly<{ name: string; path: readonly string[] }>;
type Schemas = Readonly<Record<string, JsonSchema>>;

/**
 * The columns of a table of such objects, the same for every one of them: a field each, what lies within a field by its
 * path (`title.zh`, `title.en`), and what has no bound, such as a list, as JSON in one cell.
 */
export const columnsOf = (item: Function): readonly Column[] => columnsWithin(schemasOf(item), item.name, []);

const columnsWithin = (schemas: Schemas, name: string, path: readonly string[], above: readonly string[] = []): Column[] => {
  const fields = Object.entries((schemas[name]?.['properties'] ?? {}) as Record<string, JsonSchema>);
  return fields.flatMap(([field, schema]) => {
    const [here, nested] = [[...path, field], nestedOf(schema)];
    if (nested === undefined || above.includes(nested)) return [{ name: here.join('.'), path: here }];
    return columnsWithin(schemas, nested, here, [...above, name]);
  });
}; // prettier-ignore

/** The one class whose object a field holds, if it holds one. */
const nestedOf = ({ $ref, anyOf }: JsonSchema): string | undefined => {
  if (typeof $ref === 'string') return $ref.split('/').at(-1);
  const objects = Array.isArray(anyOf) ? (anyOf as JsonSchema[]).filter(({ type }) => type !== 'null') : [];
  return objects.length === 1 && objects[0] ? nestedOf(objects[0]) : undefined;
};

/** A record, RFC 4180. */
const record = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

export const headerLine = (columns: readonly Column[]): string => record(columns.map(({ name }) => name));

export const csvLine = (columns: readonly Column[], item: unknown): string =>
  record(columns.map(({ path }) => cell(path.reduce<unknown>(within, item))));

const within = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[field] : undefined;

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quoted(harmless(typeof value === 'string' ? value : JSON.stringify(value)));
};

/**
 * No text becomes a formula in a spreadsheet (CWE-1236): one that would gets an apostrophe before it. Numbers of ours
 * stay numbers.
 */
const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",;\r\n\t ]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
