import type { Attempt, Body, Edit } from './attempts.js';
import { whoMay, type Caller } from './callers.js';
import type { Described } from './described.js';
import type { Known } from './known.js';
import type { Request } from './send.js';

export type Ready = Readonly<{ request: Request; caller: Caller; callerAt: number; value: unknown }>;
type World = Readonly<{ known: Known; callers: readonly Caller[]; allianceId: string; now: string; webhook: string }>;

/** What would leave nobody to ask, or change who may: mostly asked as a dry run. */
const lasting = /^(leave|revoke|suspend|endMandate|vacate|giveOffice|rotateKey|rotateOperatorKey|unlink|placeAlliance)/;

/** An attempt as it is sent, with what is there in its places. */
export const ready = (attempt: Attempt, operation: Described, world: World): Ready => {
  const { known, callers, allianceId } = world;
  const { place, caller: by } = attempt;
  const act = place.known && by.mayRather ? known.act(operation.path, place.pick) : undefined;
  const able = by.mayRather ? whoMay(callers, operation.id, allianceId) : callers;
  const caller = (act && by.pick % 4 > 0 ? callers[act.caller] : undefined) ?? able[by.pick % able.length]!;
  const fill = (text: string) => filled(text, known);
  const there = (act && place.pick % 3 > 0 ? act.path : undefined) ?? known.place(operation.path, place.pick);
  let part = 0;
  const built = () => operation.path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'allianceId' && part > -1 && place.pick % 5 > 0 ? (part++, allianceId) : fill(place.parts[part++] ?? ''))); // prettier-ignore
  const path = operation.params.length === 0 ? operation.path : place.known && there ? there : built();
  const dryRun = attempt.dryRun || (lasting.test(operation.id) && by.pick % 25 > 0);
  const query = [...attempt.query, ...(operation.method === 'POST' && dryRun ? [['dryRun', 'true'] as const] : [])];
  const timely = attempt.isTimely ? inTime(world.now, by.pick) : (value: unknown) => value;
  const said = query.map(([name, value]) => `${encode(name)}=${encode(String(timely(fill(value))))}`);
  const value = attempt.body && valueOf(attempt.body, operation, known);
  const changed = harmless(timely(value), world.webhook);
  const bytes = attempt.body && bytesOf(attempt, changed, fill);
  return {
    request: {
      method: attempt.method,
      path: `${path}${place.tail}${said.length > 0 ? `?${said.join('&')}` : ''}`.replace(/[^\x21-\x7e]/g, encode),
      headers: headersOf(attempt, caller, bytes !== undefined, fill),
      body: bytes,
    },
    ...{ caller, callerAt: callers.indexOf(caller), value: changed },
  };
};

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
const filled = (text: string, known: Known): string =>
  text.replace(/<<(\w+):(\d+)>>/g, (_, name: string, n: string) => known.id(name, Number(n)));

const headersOf = ({ headers }: Attempt, caller: Caller, hasBody: boolean, fill: (text: string) => string) => {
  const said = headers.map(([name, value]) => [name, fill(value).replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')] as const);
  const own = { ...caller.says, ...(hasBody && { 'content-type': 'application/json' }) };
  const names = new Set(headers.map(([name]) => name));
  return [...Object.entries(own).filter(([name]) => !names.has(name)), ...said];
};

const valueOf = (body: Body, operation: Described, known: Known): unknown => {
  if (body.kind === 'bytes') return undefined;
  const value = body.kind === 'like' ? (known.body(operation, body.pick) ?? body.else) : body.value;
  return body.edits.reduce(edited, withOwnId(structuredClone(value), operation, body));
};

/** A new thing is mostly a new one. */
const withOwnId = (value: any, { creates, path }: Described, body: Body): unknown => {
  const name = creates && Object.keys(value ?? {}).find((each) => path.endsWith(`/${each.replace(/Id$/, '')}s`));
  if (!name || (body.kind === 'like' && body.pick % 6 === 0)) return value;
  const { [name]: _, ...others } = value;
  return others;
};

/** The value with something else at one of its places. */
const edited = (value: unknown, { at, how, with: other }: Edit): unknown => {
  const places: [holder: any, name: string][] = [];
  const whole = { value };
  const look = (holder: any, name: string, depth: number): void => {
    places.push([holder, name]);
    const one = holder[name];
    if (typeof one === 'object' && one !== null && depth < 8)
      for (const each of Object.keys(one)) look(one, each, depth + 1);
  };
  look(whole, 'value', 0);
  const [holder, name] = places[at % places.length]!;
  const one = holder[name];
  if (how === 'remove' && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (how === 'remove' && holder !== whole) delete holder[name];
  else if (how === 'add' && Array.isArray(one)) one.push(other);
  else if (how === 'add' && typeof one === 'object' && one !== null)
    Object.defineProperty(one, addedNames[at % addedNames.length]!, { value: other, enumerable: true, configurable: true, writable: true }); // prettier-ignore
  else if (how === 'twice' && Array.isArray(one)) one.push(...structuredClone(one));
  else holder[name] = other;
  return whole.value;
};
const addedNames = ['unknown', '__proto__', 'constructor', 'toString', '', 'id', 'sealed', 'allianceId', 'issue', 'a.b', '$ref', 'x'.repeat(300)]; // prettier-ignore

/** Instants near now, one after the other, and numbers that something may have. */
const inTime = (now: string, pick: number) => {
  let at = Date.parse(now) + ((pick % 40) - 5) * 6 * 3_600_000;
  const change = (value: unknown): unknown => {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 1_000) return 1 + (Math.abs(value) % 40);
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return new Date((at += 3_600_000)).toISOString();
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return new Date((at += 86_400_000)).toISOString().slice(0, 10);
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
  };
  return change;
}; // prettier-ignore

/** What would be called from here is nowhere. */
const harmless = (value: unknown, webhook: string): unknown => {
  if (typeof value !== 'object' || value === null || !('url' in value) || typeof value.url !== 'string') return value;
  return { ...value, url: URL.canParse(value.url) ? webhook : value.url };
};

const bytesOf = ({ body, spoil }: Attempt, value: unknown, fill: (text: string) => string): Buffer | undefined => {
  const text = fill(JSON.stringify(value) ?? '').replace(/"<<raw:([\w+/=]*)>>"/g, (_, raw: string) => Buffer.from(raw, 'base64').toString()); // prettier-ignore
  const bytes = body?.kind === 'bytes' ? Buffer.from(body.bytes, 'base64') : Buffer.from(text);
  if (!spoil) return bytes;
  const at = Math.floor((bytes.length * spoil.at) / 1_000);
  const after = spoil.bytes === '' ? bytes.length : at + (spoil.at % 2);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(spoil.bytes, 'base64'), bytes.subarray(after)]);
};
