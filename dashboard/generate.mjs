// Makes of docs/openapi.json what the dashboard is built from: the types of the client, and the acts with their forms.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';

const here = import.meta.dirname;
const description = join(here, '..', 'docs', 'openapi.json');
const made = join(here, 'src', 'api', 'generated');
const [types, acts] = [join(made, 'schema.d.ts'), join(made, 'acts.json')];

/** A schema as a form needs it, without what only a machine checks. */
const slim = (schema) => {
  if (Array.isArray(schema)) return schema.map(slim);
  if (schema === null || typeof schema !== 'object') return schema;
  const { pattern: _, additionalProperties: __, allOf, anyOf, ...rest } = schema;
  if (allOf) return slim(Object.assign({}, ...allOf, rest));
  if (anyOf?.[1]?.type === 'null') return { ...slim({ ...anyOf[0], ...rest }), nullable: true };
  if (anyOf) throw new Error('a form knows of no other choice than something or nothing');
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, key === 'enum' ? value : slim(value)]));
};

const actsOf = ({ paths, components }) => {
  const forms = {};
  const keep = (schema) => {
    for (const [, name] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (forms[name]) continue;
      forms[name] = slim(components.schemas[name]);
      keep(forms[name]);
    }
  };
  const writes = Object.entries(paths).flatMap(([path, { post }]) => {
    const body = slim(post?.requestBody?.content['application/json']?.schema);
    if (!body) return [];
    keep(body);
    const act = post.operationId[0].toUpperCase() + post.operationId.slice(1);
    return [[act, { path, summary: post.summary, body }]];
  });
  const things = Object.entries(paths).filter(([path, { get }]) => get && path.endsWith('}')).map(([path]) => path); // prettier-ignore
  return { acts: Object.fromEntries(writes), forms, things };
};

const isNewer = (file) => existsSync(file) && statSync(file).mtimeMs > statSync(description).mtimeMs;
if (![types, acts].every(isNewer) || statSync(import.meta.filename).mtimeMs > statSync(acts).mtimeMs) {
  const api = JSON.parse(readFileSync(description, 'utf8'));
  mkdirSync(made, { recursive: true });
  writeFileSync(acts, JSON.stringify(actsOf(api)));
  writeFileSync(types, `// Made by dashboard/generate.mjs.\n${astToString(await openapiTypescript(api))}`);
}
