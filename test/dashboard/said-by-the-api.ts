import { readFileSync } from 'node:fs';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const { paths, components } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
  paths: Readonly<Record<string, Readonly<Record<string, { operationId: string; requestBody?: Json }>>>>;
  components: { schemas: Readonly<Record<string, Json>> };
};
const [acts, fields, values] = [new Set<string>(), new Set<string>(), new Set<string>()];

/** Every name of a field, wherever it stands below, and every word that it may say. */
const hear = (schema: unknown, seen: Set<string>): void => {
  if (Array.isArray(schema)) return schema.forEach((each) => hear(each, seen));
  if (!isObject(schema)) return;
  const { $ref, properties } = schema;
  if (typeof $ref === 'string' && !seen.has($ref)) {
    seen.add($ref);
    hear(components.schemas[$ref.split('/').pop() ?? ''], seen);
  }
  if (isObject(properties)) for (const name of Object.keys(properties)) fields.add(name);
  for (const [key, each] of Object.entries(schema)) if (key !== 'enum') hear(each, seen);
};
const words = (value: unknown): void => {
  if (Array.isArray(value)) return value.forEach(words);
  if (!isObject(value)) return;
  const { enum: of } = value;
  if (Array.isArray(of) && of.every((each) => typeof each === 'string')) for (const each of of) values.add(each);
  for (const each of Object.values(value)) words(each);
};

for (const { post } of Object.values(paths)) {
  if (!post?.requestBody) continue;
  acts.add(post.operationId[0]!.toUpperCase() + post.operationId.slice(1));
  hear(post.requestBody, new Set());
}
// What is written for other people's programs is in their words.
words(Object.entries(components.schemas).filter(([name]) => !name.startsWith('Ocel')));

/** What a thing with acts says of itself: where somebody changed it meanwhile, the dialog of an act names each field. */
const shown = Object.values(components.schemas).flatMap((schema) => {
  const parts = [schema, ...(Array.isArray(schema['allOf']) ? schema['allOf'] : [])] as readonly Json[];
  const properties = Object.assign({}, ...parts.map((part) => ({ ...part['properties']! }))) as Json;
  return 'acts' in properties && 'revision' in properties ? Object.keys(properties) : [];
});
const beside = new Set(['acts', 'revision', 'position']);

/** The acts, the fields of their bodies and of things, and the words of every status and kind, as the description has them. */
export const said = {
  acts: [...acts],
  fields: [...fields, ...shown.filter((field) => !beside.has(field))],
  values: [...values],
};
