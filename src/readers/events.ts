import { eventsOf, type Event } from '#event-sourcing';
import { asideStream, type Place } from '#nest-event-sourcing';
import type { Sealed } from '../platform/sealed.js';

/** The one stream of these facts, and its subject: they are the operator's, and of no alliance. */
export const [readersStream = '', readersId = ''] = asideStream.split('-');

/** Facts about what readers of the log do not take: read models, reactions, deadlines. */
export type ReadersEvent =
  /**
   * A reader that could not take an event is to pass it over: now, in every rebuild and in every replay. `from`: with all
   * that comes later in its stream.
   */
  | Event<
      'EventSetAside',
      {
        reader: string;
        eventId: string;
        eventType: string;
        position: number;
        from?: Place;
        sealed: Sealed<{ reason: string; by: string }>;
      }
    >
  /** It is to be taken after all: by a read model when it is rebuilt, by a reaction and a deadline at once. */
  | Event<
      'EventReadmitted',
      { reader: string; eventId: string; position: number; sealed: Sealed<{ reason: string; by: string }> }
    >;

export const happened = eventsOf<ReadersEvent>();
