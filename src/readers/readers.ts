import { stream } from '#event-sourcing';
import type { Aside } from '#nest-event-sourcing';
import { readersStream, type ReadersEvent } from './events.js';

type Verdict = Readonly<{ status: 'set aside' | 'readmitted'; position: number }>;

/** What was said last of an event for a reader. */
export type Readers = Map<string, Verdict>;

export const verdictKey = ({ reader, eventId }: Aside): string => `${reader} ${eventId}`;

export const readers = stream<ReadersEvent, Readers>(readersStream, () => new Map(), {
  EventSetAside: (all, data) => all.set(verdictKey(data), { status: 'set aside', position: data.position }),
  EventReadmitted: (all, data) => all.set(verdictKey(data), { status: 'readmitted', position: data.position }),
});
