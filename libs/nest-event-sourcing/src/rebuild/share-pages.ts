import { Overloaded, type EventStore, type Part, type Recorded, type Stretch } from '#event-sourcing';

/** So many events at most come in one page, where a share has its part of each stretch of the log: after a stretch without any, too. */
const page_max = 2_000;
/** About so much is asked for at once, where it is known how large events are: what is larger is not there in time. */
const bytes_max = 4 << 20;

/** So many events are folded together: the log makes those of a page only then. */
const lot_n = 32;

/** Events, and the position up to which there are no others. */
export type Page = Readonly<{ events: Stretch; to: number }>;

/**
 * A share's events in order, the next page on its way while one is looked at. How long a stretch of the log is asked for
 * follows from how many events of the share the last one had, and how large they were; one that is not there in time is asked for
 * by halves. @param events_n as many as a page is to have, about
 */
export async function* pagesOf(
  log: Pick<EventStore, 'readRange' | 'spacing'>,
  part: Part,
  { after, upTo, events_n }: Readonly<{ after: number; upTo: number; events_n: number }>,
): AsyncGenerator<Page> {
  const read = async (from: number, step: number): Promise<Page> => {
    const to = Math.min(upTo, from + step);
    try {
      return { events: await log.readRange(from, to, part), to };
    } catch (error) {
      if (!(error instanceof Overloaded) || to - from <= 1) throw error;
      return read(from, Math.ceil((to - from) / 2));
    }
  };
  const step_max = page_max * log.spacing * (part.of?.shares ?? 1);
  const first = events_n * log.spacing;
  let reading = read(after, first);
  for (let [at, step] = [after, first]; at < upTo;) {
    const page = await reading;
    const { length, bytes = 0 } = page.events;
    const parts = Math.max(length / events_n, bytes / bytes_max, 1 / events_n); // how many pages it should have been
    step = Math.min(step_max, Math.max(1, Math.round((page.to - at) / parts)));
    reading = read(page.to, step);
    reading.catch(() => undefined); // where this page fails, nobody waits for the next one
    yield page;
    at = page.to;
  }
}

/** A page's events, few at a time: what waited as objects for its turn would be most of the garbage. */
export function* lotsOf(events: Stretch): Generator<readonly Recorded[], void> {
  let lot: Recorded[] = [];
  for (const event of events) if (lot.push(event) === lot_n) yield lot.splice(0);
  if (lot.length > 0) yield lot;
}
