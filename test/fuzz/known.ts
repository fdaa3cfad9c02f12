import { v5 } from 'uuid';
import type { Described } from './described.js';

const kept_max = 60;
const namespace = '6f6c53d5-6f0d-5f1c-9f1e-7c3b0a5b1f11';
const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/.test(text);
/** What a thing of another word is an id of. */
const alsoCalled: Readonly<Record<string, string>> = {
  ...{ ownerId: 'unitId', proposedBy: 'unitId', tabledBy: 'unitId', receiver: 'unitId', awaiting: 'unitId' },
  ...{ coveredBy: 'unitId', within: 'areaId', parentId: 'areaId', replaces: 'mandateId', subjectId: 'projectId' },
  aboutId: 'projectId',
}; // prettier-ignore

/** The last of many, each once. */
class Kept<T> {
  readonly #all = new Map<string, T>();
  add(name: string, one: T): void {
    this.#all.delete(name);
    this.#all.set(name, one);
    if (this.#all.size > kept_max) this.#all.delete(this.#all.keys().next().value!);
  }
  all = (): Iterable<T> => this.#all.values();
  at = (n: number): T | undefined => [...this.#all.values()][n % Math.max(1, this.#all.size)];
}

/** Something that somebody may do now, as an answer said. */
type Act = Readonly<{ path: string; caller: number }>;

/** What is there, as far as answers told: ids by what they are of, things by their path, cursors, acts, bodies that were taken. */
export class Known {
  readonly #ids = new Map<string, Kept<string>>();
  readonly #places = new Map<string, Kept<string>>();
  readonly #acts = new Map<string, Kept<Act>>();
  readonly #bodies = new Map<string, Kept<unknown>>();
  readonly #cursors = new Kept<string>();

  constructor(
    private readonly operations: readonly Described[],
    private readonly allianceId: string,
    private readonly elsewhere: string,
  ) {}

  /** An id of such a thing: mostly one that is there; sometimes one of nothing, or of another alliance. */
  id(field: string, n: number): string {
    if (field === 'elsewhere') return this.elsewhere;
    if (field === 'cursor') return this.#cursors.at(n) ?? 'none';
    if (n % 16 === 0) return v5(`${field}:${n}`, namespace);
    if (n % 16 === 1) return this.elsewhere;
    if (field === 'allianceId') return this.allianceId;
    const name = [...this.#ids.keys()].find((each) => field.endsWith(each.charAt(0).toUpperCase() + each.slice(1)));
    const named = this.#ids.get(field) ?? this.#ids.get(alsoCalled[field] ?? name ?? '');
    const any = [...this.#ids.values()];
    return (named ?? any[n % any.length])?.at(n >> 4) ?? v5(field, namespace);
  }
  /** Where a thing is that this is about; undefined where none is known. */
  place = (path: string, n: number): string | undefined => {
    const [until, tail] = cut(path);
    const place = this.#places.get(keyOf(until))?.at(n);
    return place === undefined ? undefined : place + tail;
  };
  act = (path: string, n: number): Act | undefined => this.#acts.get(keyOf(path))?.at(n);
  body = (operation: Described, n: number): unknown => this.#bodies.get(operation.name)?.at(n);

  /** What a request that was done says of what there is. */
  learn(operation: Described, caller: number, path: string, asked: unknown, answer: unknown): void {
    if (operation.method === 'POST' && asked !== undefined) this.#keep(this.#bodies, operation.name, asked);
    this.#lookAt(path, caller, answer);
    const { id, next, items } = (answer ?? {}) as { id?: unknown; next?: unknown; items?: unknown };
    if (typeof next === 'string') this.#cursors.add(next, next);
    if (isId(id)) this.#below(path, id);
    // The items of a list are at its path: their own ids are those that its things are got by.
    const name = this.operations.find((each) => each.path.startsWith(`${operation.path}/{`) && each.path.endsWith('}'))?.params.at(-1); // prettier-ignore
    if (name && Array.isArray(items)) for (const item of items) if (isId(item[name])) this.#below(path, item[name]);
  }

  /** A thing of a collection. */
  #below(path: string, id: string): void {
    this.at(`${path}/${id}`);
    const name = this.operations.find((each) => keyOf(each.path) === keyOf(`${path}/${id}`))?.params.at(-1);
    if (name) this.#keep(this.#ids, name, id);
  }
  /** A path of what has no id. */
  there(path: string, there: string): void {
    this.#keep(this.#places, keyOf(path), there);
  }
  /** The last things that can be got at paths like this. */
  last = (path: string, count: number): readonly string[] =>
    [...(this.#places.get(keyOf(path))?.all() ?? [])].slice(-count);
  /** A path of a thing, and of those above it. */
  at(path: string): void {
    for (let [until] = cut(path); until !== ''; [until] = cut(until.split('/').slice(0, -1).join('/')))
      this.#keep(this.#places, keyOf(until), until);
  }

  #lookAt(path: string, caller: number, answer: unknown): void {
    const left: unknown[] = [answer];
    for (let seen = 0; left.length > 0 && seen < 400; seen++) {
      const one = left.pop();
      if (typeof one !== 'object' || one === null) continue;
      const { act, href } = one as { act?: unknown; href?: unknown };
      if (typeof act === 'string' && typeof href === 'string') {
        this.at(href);
        this.#keep(this.#acts, keyOf(href), { path: href, caller }, href);
      }
      for (const [name, value] of Object.entries(one)) {
        if (typeof value === 'object') left.push(value);
        else if (typeof value === 'string' && value.includes('/calendars/')) this.there('/calendars/{file}', value.slice(value.indexOf('/calendars/'))); // prettier-ignore
        else if (isId(value) && name.endsWith('Id') && path.includes(this.allianceId)) this.#keep(this.#ids, name, value); // prettier-ignore
      }
    }
  }
  #keep<T>(all: Map<string, Kept<T>>, key: string, one: T, name = typeof one === 'string' ? one : JSON.stringify(one)): void {
    const kept = all.get(key) ?? new Kept<T>();
    all.set(key, kept);
    kept.add(name, one);
  } // prettier-ignore
}

const isPart = (part: string): boolean => part.startsWith('{') || isId(part) || /^\d+$/.test(part);
/** A path up to its last id, and what comes after that. */
const cut = (path: string): readonly [until: string, tail: string] => {
  const parts = path.split('/');
  const last = parts.findLastIndex(isPart);
  return last < 0 ? ['', path] : [parts.slice(0, last + 1).join('/'), parts.slice(last + 1).map((part) => `/${part}`).join('')]; // prettier-ignore
};
const keyOf = (path: string): string => path.split('/').map((part) => (isPart(part) ? '*' : part)).join('/'); // prettier-ignore
