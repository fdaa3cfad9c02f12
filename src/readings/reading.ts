import { stream } from '#event-sourcing';
import { readingStream, type ReadingEvent } from './events.js';

/** A note is there, or not; nothing is decided on it. */
export const reading = stream<ReadingEvent, { readonly status: 'absent' | 'noted' }>(
  readingStream,
  () => ({ status: 'absent' }),
  {
    MattersRead: () => ({ status: 'noted' }),
    HistoryExported: () => ({ status: 'noted' }),
  },
);
