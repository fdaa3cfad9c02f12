import { namedId, noStream, requestHashOf, streamIdOf, type EventStore, type Issue } from '#event-sourcing';
import type { Actor } from '../access/actor.js';
import type { ReadingEvent } from './events.js';
import { reading } from './reading.js';

/** Of this installation's notes; UUIDv5 of what each says is its id. */
const notes = '5f0b6f0a-4c3e-5d0c-9d5e-1f4f5a0a7c11';

/** That somebody read something of a tenant. */
export type Note = Readonly<{ tenantId: string; actor: Actor; clientId: string; event: ReadingEvent }>;

/** The same note has the same id, by whomever and whenever it is written down. */
export const noteIdOf = ({ tenantId, clientId, event }: Note): string =>
  namedId(JSON.stringify([tenantId, clientId, event]), notes);

/** Returns once the note is in the log. @param at its instant. @throws what an append throws */
export const writeDown = async (log: Pick<EventStore, 'append'>, note: Note, at: string): Promise<void> => {
  const { tenantId, actor, event } = note;
  const [noteId, command] = [noteIdOf(note), event.type];
  const hash = requestHashOf(command, noteId, { kind: actor.kind }, event.data);
  const issue: Issue = {
    ...{ commandId: noteId, command, requestHash: hash, correlationId: noteId },
    ...{ tenantId, actor, at },
  };
  await log.append({ streamId: streamIdOf(reading, noteId), revision: noStream }, [event], issue);
};

/** The hour of an instant, within which the same export is one fact. */
export const hourOf = (at: string): string => `${at.slice(0, 'yyyy-mm-ddThh'.length)}:00:00.000Z`;
