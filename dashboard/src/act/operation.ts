import { asking } from '../api/asking.js';
import { newId } from '../api/new-id.js';

/** The part of JSON Schema that bodies of the API use. */
export type Schema = Readonly<{
  $ref?: string;
  type?: string | readonly string[];
  format?: string;
  description?: string;
  enum?: readonly string[];
  const?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  oneOf?: readonly Schema[];
  /** Null takes away what is there. */
  nullable?: boolean;
  discriminator?: Readonly<{ propertyName: string; mapping: Readonly<Record<string, string>> }>;
}>;

type Description = Readonly<{
  acts: Readonly<Record<string, Readonly<{ path: string; summary: string; body: Schema }>>>;
  forms: Readonly<Record<string, Schema>>;
  things: readonly string[];
}>;

/** Made of the API's description by generate.mjs; loaded with the first dialog. */
import description from '../api/generated/acts.json' with { type: 'json' };
const { acts, forms, things } = description as unknown as Description;

/** @throws where the description has no such act */
export const operationOf = (act: string) => {
  const operation = acts[act];
  if (!operation) throw new Error(`no act ${act}`);
  return operation;
};

export const resolved = (schema: Schema): Schema => {
  const name = schema.$ref?.split('/').pop();
  if (!name) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...forms[name], ...beside };
};

/** The caller's own id for the new thing: the server gives one. */
const isOwnId = ({ description: said = '' }: Schema): boolean => said.startsWith("The caller's own id");

/** What a new part of a list begins with: the id under which others may name it, where it must have one. */
export const begunPart = (schema: Schema): Readonly<Record<string, string>> => {
  const { properties = {}, required = [] } = resolved(schema);
  const ids = Object.entries(properties).filter(([name, each]) => required.includes(name) && isOwnId(each));
  return Object.fromEntries(ids.map(([name]) => [name, newId()]));
};

/** A list of parts that must have one begins with it. */
export const begunList = (schema: Schema): readonly object[] | undefined => {
  const { type, minItems = 0, items } = resolved(schema);
  if (type !== 'array' || minItems === 0 || !items || !resolved(items).properties) return undefined;
  return [begunPart(items)];
};

/** What there is to fill in, in the order of the description: what is required first. */
export const fieldsOf = (schema: Schema): readonly (readonly [name: string, Schema, isRequired: boolean])[] => {
  const { properties = {}, required = [] } = resolved(schema);
  return Object.entries(properties)
    .filter(([, each]) => !isOwnId(each) && each.const === undefined)
    .map(([name, each]) => [name, each, required.includes(name) && !mayBeEmpty(each)] as const)
    .sort(([, , a], [, , b]) => Number(b) - Number(a));
};

/** A list that says all there is may say that there is none. */
const mayBeEmpty = (schema: Schema): boolean => {
  const { type, minItems = 0 } = resolved(schema);
  return type === 'array' && minItems === 0;
};

const patternOf = (template: string): RegExp => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
const thingPatterns = things.map(patternOf);

/** The address of the thing that an act is about: the nearest above it that can be got. */
export const thingOf = (href: string): string | undefined => {
  for (let path = href; path.includes('/'); path = path.slice(0, path.lastIndexOf('/')))
    if (thingPatterns.some((pattern) => pattern.test(path))) return path;
  return undefined;
};

/** What the path of an act names, such as its projectId. */
export const idsIn = (act: string, href: string): Readonly<Record<string, string>> => {
  const [names, values] = [operationOf(act).path.split('/'), href.split('/')];
  return Object.fromEntries(
    names.flatMap((name, n) => (name.startsWith('{') ? [[name.slice(1, -1), values[n] ?? '']] : [])),
  );
};

/** What was filled in, without what is empty. */
export const pruned = (value: unknown): unknown => {
  if (value === '' || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map(pruned).filter((each) => each !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, each]) => {
    const kept = pruned(each);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/**
 * The body to be sent of what was filled in: nothing empty, but for lists that must be said, and what was there at
 * first and was taken away.
 */
export const bodyOf = (schema: Schema, given: Said, draft: Said): Said => {
  const { properties = {}, required = [] } = resolved(schema);
  const said = (pruned(draft) ?? {}) as Said;
  const left = Object.entries(properties).filter(([name]) => said[name] === undefined);
  const taken = left.filter(([name, { nullable }]) => nullable && given[name] != null);
  const none = left.filter(([name, each]) => required.includes(name) && mayBeEmpty(each));
  return {
    ...said,
    ...Object.fromEntries(taken.map(([name]) => [name, null])),
    ...Object.fromEntries(none.map(([name]) => [name, []])),
  };
};
type Said = Readonly<Record<string, unknown>>;

/** Whether everything that is required is there; what is in it is judged by the server. */
export const isComplete = (schema: Schema, value: unknown): boolean => {
  const shape = chosen(schema, value);
  if (Array.isArray(value)) {
    const { items, minItems = 0 } = shape;
    return value.length >= minItems && (!items || value.every((each) => isComplete(items, each)));
  }
  if (!shape.properties) return value !== undefined;
  const said = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isThere = (name: string): boolean => {
    const part = shape.properties?.[name];
    return said[name] !== undefined || (part !== undefined && isFree(part));
  };
  return (
    (shape.required ?? []).every(isThere) &&
    Object.entries(said).every(([name, each]) => !shape.properties?.[name] || isComplete(shape.properties[name], each))
  );
};
const isFree = (schema: Schema): boolean => resolved(schema).const !== undefined;

/** Of several shapes the one that is chosen by its kind. */
export const chosen = (schema: Schema, value: unknown): Schema => {
  const shape = resolved(schema);
  const { discriminator } = shape;
  if (!discriminator) return shape;
  const kind = (value as Readonly<Record<string, string>> | undefined)?.[discriminator.propertyName];
  const ref = kind === undefined ? undefined : discriminator.mapping[kind];
  return ref ? resolved({ $ref: ref }) : { properties: {}, required: [discriminator.propertyName] };
};

export const languageFirst = (): readonly ('zh' | 'en')[] => (asking.language === 'zh' ? ['zh', 'en'] : ['en', 'zh']);
