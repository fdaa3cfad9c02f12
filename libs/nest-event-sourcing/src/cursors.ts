import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';

const mac_bytes = 16;

/** The cursor was not made by this list. */
export class BadCursor extends Error {}

const keys = new WeakMap<DataSource, Buffer>();

/** Every instance that answers from the same database signs with the same key. Without one, a key of this process does. */
export const signCursors = (database: DataSource, key: Buffer): void => void keys.set(database, key);

const keyOf = ({ connection }: EntityManager): Buffer => {
  const key = keys.get(connection) ?? randomBytes(32);
  keys.set(connection, key);
  return key;
};

const macOf = (db: EntityManager, list: unknown, place: Buffer): Buffer =>
  createHmac('sha256', keyOf(db))
    .update(`${JSON.stringify(list)}\n`)
    .update(place)
    .digest()
    .subarray(0, mac_bytes);

/** Where a page of a list ended, so that nobody can make up another place. @param list what is asked: JSON */
export const cursorOf = (db: EntityManager, list: unknown, place: readonly unknown[]): string => {
  const text = Buffer.from(JSON.stringify(place));
  return Buffer.concat([macOf(db, list, text), text]).toString('base64url');
};

/** @throws BadCursor where it was not made here for this very list */
export const placeOf = (db: EntityManager, list: unknown, cursor: string): readonly any[] => {
  const bytes = Buffer.from(cursor, 'base64url');
  const [mac, text] = [bytes.subarray(0, mac_bytes), bytes.subarray(mac_bytes)];
  const isOurs = mac.length === mac_bytes && timingSafeEqual(mac, macOf(db, list, text));
  if (!isOurs || bytes.toString('base64url') !== cursor) throw new BadCursor('this cursor is not one of this list');
  return JSON.parse(text.toString('utf8')) as readonly any[];
};

/** What is asked of a list, but for which part of it: in one order, whatever order it was said in. */
export const filterOf = (wanted: object): readonly unknown[] =>
  Object.entries(wanted)
    .filter(([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
