import { fold, subjectOf, type Recorded } from '#event-sourcing';
import { randomFrom } from '#event-sourcing/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { formats, streams } from '../../src/contexts.js';
import type { Fold } from './all.js';

const folder = 'test/golden';
const histories_n = 60;
const tries = 30;
const things = 2;

/** The golden files of a category's events. */
export const goldenOf = ({ category }: Fold): readonly string[] => {
  const own = streams.find((each) => each.category === category);
  return readdirSync(folder).filter((file) => own && file.split('.')[0]! in own.evolve).sort(); // prettier-ignore
};

/**
 * Histories by chance, of the events in these golden files, about a few things of each kind. They depend on the files and
 * on nothing else but that a fold takes them: what it throws at is left out.
 */
export const historiesOf = (of: Fold, files: readonly string[]): readonly (readonly Recorded[])[] => {
  const random = randomFrom(1);
  const golden = files.map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
  return Array.from({ length: histories_n }, () => {
    let history: readonly Recorded[] = [];
    for (let n = 0; n < tries || history.length === 0; n++) {
      const { type, version, data } = random.oneOf(golden);
      const told = ofFewThings(data, () => random.below(things));
      const next = [...history, recorded(of, type, version, told as object, history.length)];
      if (isTaken(of, next)) history = next;
    }
    return history;
  });
};

const isTaken = (of: Fold, history: readonly Recorded[]): boolean => {
  try {
    fold(of, history);
    return true;
  } catch {
    return false;
  }
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Ids in fields of one name are those of a few things, so that events are about what others are about. */
const ofFewThings = (value: unknown, which: () => number, field = ''): unknown => {
  if (typeof value === 'string') return uuid.test(value) ? `${field} ${which()}` : value;
  if (Array.isArray(value)) return value.map((each) => ofFewThings(each, which, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, ofFewThings(each, which, name)]));
};

const recorded = ({ category }: Fold, type: string, version: number, data: object, revision: number): Recorded => {
  const [streamId, at] = [`${category}-it`, new Date(Date.UTC(2026, 0, 1 + revision)).toISOString()];
  const under = { commandId: `command ${revision}`, correlationId: '', causationId: `cause ${revision}`, tenantId: 'alliance' };
  const issue = { ...under, command: 'Something', requestHash: '', actor: { kind: 'operator' }, at };
  const place = { id: `event ${revision}`, streamId, subjectId: subjectOf(streamId), revision, position: revision + 1 };
  return formats.read({ ...place, type, version, data, issue, recordedAt: at });
}; // prettier-ignore
