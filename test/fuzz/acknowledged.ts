import type { EventStore, Recorded } from '#event-sourcing';
import { personStream } from '../../src/access/events.js';
import { readingStream } from '../../src/readings/events.js';

const page_n = 500;
/** What was said of a write that was done. */
export type Receipt = Readonly<{ streamId: string; revision: number; position: number }>;

/**
 * What the log holds after a position that nobody was told of: what a client wrote without a receipt, and receipts of
 * what is not there. Nobody else may write as a client meanwhile; reactions and the clock may.
 *
 * @param unsure whether somebody got no answer to such a command, or 503: then it may have been recorded
 */
export const unacknowledged = async (
  log: EventStore,
  after: number,
  receipts: readonly Receipt[],
  unsure: (event: Recorded) => boolean,
): Promise<Readonly<{ head: number; events: number; byClients: number; faults: readonly string[] }>> => {
  // Who people are is kept beside the log, and their revisions, too: a receipt of that says where the log was, and only one
  // of their erasure says where in the log it is.
  const isOfPerson = ({ streamId }: Receipt) => streamId.startsWith(`${personStream}-`);
  const told = new Map(receipts.filter((each) => !isOfPerson(each)).map((each) => [each.position, each]));
  const people = new Set(receipts.filter(isOfPerson).map(({ streamId, position }) => `${streamId} ${position}`));
  const last = new Map<string, Recorded>();
  const faults: string[] = [];
  let head = after;
  for (;;) {
    const events = await log.readAll(head, page_n);
    for (const event of events) {
      head = event.position;
      const receipt = told.get(head);
      if (receipt && (receipt.streamId !== event.streamId || receipt.revision !== event.revision))
        faults.push(`the receipt ${JSON.stringify(receipt)} is not of ${event.type} in ${event.streamId}`);
      if (isAsked(event)) last.set(event.issue.commandId, event);
    }
    if (events.length === 0) break;
  }
  for (const event of last.values())
    if (!told.has(event.position) && !people.has(`${event.streamId} ${event.position}`) && !unsure(event))
      faults.push(`${event.type} at ${event.position} of ${event.issue.command} was recorded, and nobody was told so: ${JSON.stringify(event.issue.actor)}`); // prettier-ignore
  for (const { position } of receipts) if (position > head) faults.push(`a receipt says ${position}, the log ends at ${head}`);
  return { head, events: head - after, byClients: last.size, faults };
}; // prettier-ignore

/** That somebody read something is noted beside the answer, which tells no receipt. */
const isAsked = ({ streamId, issue }: Recorded): boolean =>
  !['reaction', 'clock'].includes(issue.actor.kind) && !streamId.startsWith(`${readingStream}-`);
