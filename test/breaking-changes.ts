/** A JSON document as it is. */
type Json = any;
/** Whether a schema is of what is sent, or of what is answered. */
type Way = 'in' | 'out';

const resolved = (document: Json, schema: Json): Json =>
  schema?.$ref ? { ...at(document, schema.$ref), ...schema, $ref: undefined } : (schema ?? {});
const at = (document: Json, ref: string): Json =>
  ref
    .slice(2)
    .split('/')
    .reduce((each, name) => each?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);
const nameOf = ({ $ref }: Json): string | undefined => $ref?.split('/').at(-1);
const methodsOf = ['get', 'post', 'put', 'patch', 'delete'];

/**
 * What a client that was written by the old description can no longer rely on in the new one. A field, a word or a kind
 * that a word tells apart, added to an answer, or a field that may be left out of a body, breaks nobody: clients pass over what they do not know.
 */
export const breakingChanges = (old: Json, current: Json): readonly string[] =>
  Object.entries<Json>(old.paths).flatMap(([path, methods]) =>
    methodsOf
      .filter((method) => methods[method])
      .flatMap((method) => {
        const name = `${method.toUpperCase()} ${path}`;
        const now = current.paths[path]?.[method];
        return now ? operationChanges(name, methods[method], now, { old, current }) : [`${name} is gone`];
      }),
  );

type Documents = Readonly<{ old: Json; current: Json }>;

const operationChanges = (name: string, was: Json, is: Json, of: Documents): readonly string[] => [
  ...(was.operationId === is.operationId ? [] : [`${name} is called ${is.operationId}, not ${was.operationId}`]),
  ...parameterChanges(name, was, is, of),
  ...bodyChanges(name, was, is, of),
  ...answerChanges(name, was, is, of),
];

const parametersOf = (operation: Json, document: Json): ReadonlyMap<string, Json> =>
  new Map(
    (operation.parameters ?? [])
      .map((each: Json) => resolved(document, each))
      .map((each: Json) => [`${each.in} ${each.name}`, each]),
  );

const parameterChanges = (name: string, was: Json, is: Json, of: Documents): readonly string[] => {
  const [before, after] = [parametersOf(was, of.old), parametersOf(is, of.current)];
  const gone = [...before.keys()].filter((each) => !after.has(each)).map((each) => `${name} takes no ${each}`);
  const needed = [...after]
    .filter(([each, { required }]) => required && !before.get(each)?.required)
    .map(([each]) => `${name} needs ${each}`);
  const narrowed = [...before].flatMap(([each, { schema }]) =>
    after.has(each) ? schemaChanges(`${name} ${each}`, schema, after.get(each).schema, 'in', of) : [],
  );
  return [...gone, ...needed, ...narrowed];
};

const bodyChanges = (name: string, was: Json, is: Json, of: Documents): readonly string[] => {
  if (!was.requestBody) return is.requestBody?.required ? [`${name} needs a body`] : [];
  if (!is.requestBody) return [`${name} takes no body`];
  return contentChanges(`${name} body`, was.requestBody.content, is.requestBody.content, 'in', of);
};

const answerChanges = (name: string, was: Json, is: Json, of: Documents): readonly string[] =>
  Object.entries<Json>(was.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, answer]) => {
      const now = is.responses[status];
      if (!now) return [`${name} no longer answers ${status}`];
      const headers = Object.keys(resolved(of.old, answer).headers ?? {});
      const there = Object.keys(resolved(of.current, now).headers ?? {});
      const lost = headers.filter((each) => !there.includes(each)).map((each) => `${name} ${status} has no ${each}`);
      const [before, after] = [resolved(of.old, answer).content ?? {}, resolved(of.current, now).content ?? {}];
      return [...lost, ...contentChanges(`${name} ${status}`, before, after, 'out', of)];
    });

const contentChanges = (name: string, was: Json, is: Json, way: Way, of: Documents): readonly string[] =>
  Object.entries<Json>(was).flatMap(([form, { schema }]) =>
    is[form] ? schemaChanges(name, schema, is[form].schema, way, of) : [`${name} is not there as ${form}`],
  );

const seen_max = 12;

/** Going in, a schema may only take more; coming out, it may only say more. */
const schemaChanges = (name: string, was: Json, is: Json, way: Way, of: Documents, depth = 0): readonly string[] => {
  if (depth > seen_max || (nameOf(was) !== undefined && depth > 4 && nameOf(was) === nameOf(is))) return [];
  const [before, after] = [resolved(of.old, was), resolved(of.current, is)];
  const deeper = (place: string, one: Json, other: Json) => schemaChanges(place, one, other, way, of, depth + 1);
  return [
    ...typeChanges(name, before, after, way),
    ...boundChanges(name, before, after, way),
    ...fieldChanges(name, before, after, way, deeper),
    ...(before.items && after.items ? deeper(`${name}[]`, before.items, after.items) : []),
    ...kindChanges(name, before, after, way, deeper, of),
  ];
};

const typesOf = ({ type, enum: words, const: word }: Json): readonly unknown[] =>
  words ?? (word !== undefined ? [word] : [type].flat().filter((each) => each !== undefined));

const typeChanges = (name: string, was: Json, is: Json, way: Way): readonly string[] => {
  const [before, after] = [typesOf(was), typesOf(is)];
  const wasWords = was.enum !== undefined || was.const !== undefined;
  const isWords = is.enum !== undefined || is.const !== undefined;
  if (before.length === 0 && (after.length === 0 || way === 'out')) return [];
  if (wasWords !== isWords)
    return (way === 'in') === wasWords ? [] : [`${name} is ${isWords ? 'one of a few words' : 'any word'} now`];
  if (way === 'out' && wasWords) return [];
  const [narrow, wide] = way === 'in' ? [before, after] : [after, before];
  const lost = narrow.filter((each) => !wide.includes(each));
  const says = way === 'in' ? 'no longer takes' : 'may now be';
  return lost.map((each) => `${name} ${says} ${String(each)}`);
};

const bounds = [
  ...(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const).map((each) => ({ each, tighter: 1 })),
  ...(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const).map((each) => ({ each, tighter: -1 })),
]; // prettier-ignore

const boundChanges = (name: string, was: Json, is: Json, way: Way): readonly string[] => {
  if (way === 'out') return [];
  const changed = bounds
    .filter(({ each, tighter }) => is[each] !== undefined && (was[each] === undefined || (is[each] - was[each]) * tighter > 0))
    .map(({ each }) => `${name} has ${each} ${is[each]} now`);
  const spelling = (['pattern', 'format'] as const)
    .filter((each) => is[each] !== undefined && is[each] !== was[each])
    .map((each) => `${name} has another ${each}`);
  return [...changed, ...spelling];
}; // prettier-ignore

type Deeper = (name: string, was: Json, is: Json) => readonly string[];

const fieldChanges = (name: string, was: Json, is: Json, way: Way, deeper: Deeper): readonly string[] => {
  const [before, after] = [was.properties ?? {}, is.properties ?? {}];
  const gone = Object.keys(before).filter((field) => !(field in after));
  const [needs, needed] = [new Set<string>(is.required ?? []), new Set<string>(was.required ?? [])];
  const more = way === 'in' ? [...needs].filter((field) => !needed.has(field)) : [];
  const less = way === 'out' ? [...needed].filter((field) => !needs.has(field) && field in after) : [];
  return [
    ...gone.map((field) => `${name}.${field} is gone`),
    ...more.map((field) => `${name}.${field} is needed now`),
    ...less.map((field) => `${name}.${field} may be missing now`),
    ...Object.keys(before)
      .filter((field) => field in after)
      .flatMap((field) => deeper(`${name}.${field}`, before[field], after[field])),
  ];
};

/** Of several kinds: each goes by what tells it apart. */
const kindChanges = (name: string, was: Json, is: Json, way: Way, deeper: Deeper, of: Documents): readonly string[] => {
  const kinds = (schema: Json, document: Json) =>
    new Map<string, Json>(
      (schema.oneOf ?? schema.anyOf ?? []).map((each: Json) => [nameOf(each) ?? String(resolved(document, each).type), each]),
    );
  const [before, after] = [kinds(was, of.old), kinds(is, of.current)];
  if (before.size === 0 && after.size === 0) return [];
  if (before.size === 0 || after.size === 0)
    return [`${name} is ${after.size === 0 ? 'of one kind' : 'of several kinds'} now`];
  const [narrow, wide] = way === 'in' ? [before, after] : [after, before];
  // What an answer tells apart by a word may be of another word: whoever does not know it passes over it.
  const isWord = way === 'out' && was.discriminator !== undefined && is.discriminator !== undefined;
  const lost = isWord ? [] : [...narrow.keys()].filter((each) => !wide.has(each));
  const says = way === 'in' ? 'no longer takes' : 'may now be';
  return [
    ...lost.map((each) => `${name} ${says} ${each}`),
    ...[...before].flatMap(([each, schema]) => (after.has(each) ? deeper(name, schema, after.get(each)) : [])),
  ];
}; // prettier-ignore

/** Whether a version says that what was written for another one may no longer work: by SemVer, also below 1.0.0. */
export const saysItBreaks = (old: string, current: string): boolean => {
  const [before, after] = [old, current].map((each) => each.split('.').map(Number)) as [number[], number[]];
  const first = Math.max(0, before.findIndex((part) => part > 0)); // prettier-ignore
  const decides = after.findIndex((part, n) => part !== before[n]);
  return decides >= 0 && decides <= first && after[decides]! > before[decides]!;
};
