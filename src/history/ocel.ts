import type { HistoryRow } from '../overview/history.js';
import type {
  AttributeType,
  OcelAttributeType,
  OcelAttribute,
  OcelEvent,
  OcelObject,
  OcelRelationship,
  OcelType,
} from './ocel-shape.js';
import { referencesIn, thingKinds, type Reference, type Thing, type ThingKind } from './references.js';
import { nameOf, things } from './things.js';

/** What holds from the beginning on is said at the beginning of time, as the specification's examples do. */
const always = '1970-01-01T00:00:00.000Z';

type Row = Readonly<Record<string, unknown>>;

/** The kinds of objects, and what is said of each. */
export const objectTypes = (): readonly OcelType[] =>
  thingKinds.map((name) => ({ name, attributes: typed({ ...things[name].is, ...things[name].stands }) }));

/** The kinds of events: all that the log knows. */
export const eventTypes = (types: readonly string[]): readonly OcelType[] =>
  types.map((name) => ({ name, attributes: typed(ofEvents) }));

const typed = (fields: Readonly<Record<string, AttributeType | undefined>>): readonly OcelAttributeType[] =>
  Object.entries(fields).flatMap(([name, type]) => (type ? [{ name, type }] : []));

const ofEvents = {
  position: 'integer',
  recordedAt: 'time',
  command: 'string',
  actorKind: 'string',
  office: 'string',
} as const;

/** A thing as it stands. @param now since when that is known */
export const objectOf = (kind: ThingKind, row: Row, now: string, related: readonly Reference[]): OcelObject => {
  const { is, stands } = things[kind];
  return {
    id: nameOf(thingOf(kind, row)),
    type: kind,
    attributes: [...attributesOf(Object.keys(is), row, always), ...attributesOf(Object.keys(stands), row, now)],
    relationships: relationshipsOf(related),
  };
};

/** The thing whose row it is. */
export const thingOf = (kind: ThingKind, row: Row): Thing => {
  const { id, within } = things[kind];
  return { kind, id: String(row[id]), ...(within !== undefined && { within: String(row[within]) }) };
};

/** The other things that its row names. */
export const relatedTo = (kind: ThingKind, row: Row): readonly Reference[] => {
  const own = nameOf(thingOf(kind, row));
  return referencesIn(row).filter((each) => nameOf(each) !== own);
};

export const eventOf = (act: HistoryRow, related: readonly Reference[]): OcelEvent => ({
  id: act.eventId,
  type: act.type,
  time: act.at,
  attributes: attributesOf(Object.keys(ofEvents), { ...act }),
  relationships: relationshipsOf(related),
});

/** The published schema takes texts only; their type says how they are to be read. What is not there is left out. */
const attributesOf = (names: readonly string[], of: Row, time?: string): readonly OcelAttribute[] =>
  names.flatMap((name) => {
    const value = said(of[name]);
    return value === undefined ? [] : [{ name, value, ...(time !== undefined && { time }) }];
  });

/** Words in two languages are said in one: Chinese where there is any. */
const said = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return String(value as string | number | boolean);
  const { zh, en } = value as Readonly<{ zh?: string; en?: string }>;
  return zh ?? en;
};

const relationshipsOf = (related: readonly Reference[]): readonly OcelRelationship[] => {
  const each = related.map((reference) => ({ objectId: nameOf(reference), qualifier: reference.as }));
  return [...new Map(each.map((one) => [`${one.qualifier} ${one.objectId}`, one])).values()];
};
