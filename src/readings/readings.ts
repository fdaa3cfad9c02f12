import { EventStore, namedId, noStream, requestHashOf, streamIdOf, type Issue } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../access/actor.js';
import type { Asker } from '../access/principal.js';
import type { ReadingEvent } from './events.js';
import { reading } from './reading.js';

const noted_max = 50_000;

/** Of this installation's notes; UUIDv5 of what each says is its id. */
const notes = '5f0b6f0a-4c3e-5d0c-9d5e-1f4f5a0a7c11';

/**
 * Notes in the log who read what. A note is no command: nobody asks for it, and nobody may refuse it. Its id is made of
 * what it says, and its time to the day or the hour; so the same note again, on whatever instance, is the same event,
 * which the log has already.
 */
@Injectable()
export class Readings {
  readonly #noted = new LRUCache<string, true>({ max: noted_max });

  constructor(
    private readonly log: EventStore,
    private readonly engine: Engine,
  ) {}

  /** Returns once the note is in the log. @throws what an append throws: then nothing may be told */
  async note(asker: Asker, tenantId: string, at: string, event: ReadingEvent): Promise<void> {
    const { clientId } = asker.principal;
    const noteId = namedId(JSON.stringify([tenantId, clientId, event]), notes);
    if (this.#noted.has(noteId)) return;
    const [command, actor] = [event.type, actorOf(asker)];
    const hash = requestHashOf(command, noteId, { kind: actor.kind }, event.data);
    const issue: Issue = {
      ...{ commandId: noteId, command, requestHash: hash, correlationId: noteId },
      ...{ tenantId, actor, at },
    };
    await this.log.append({ streamId: streamIdOf(reading, noteId), revision: noStream }, [event], issue);
    this.#noted.set(noteId, true);
    this.engine.wake();
  }
}

/** Who read, as far as they are somebody of the alliance. */
const actorOf = ({ principal, standing }: Asker): Actor => {
  const { kind, clientId } = principal;
  switch (kind) {
    case 'person': {
      const { personId, unitId } = principal;
      const { mandateId, office } = standing;
      if (standing.unit === 'stranger') return { kind: 'applicant', personId, unitId, clientId };
      return { kind: 'representative', personId, unitId, clientId, ...(mandateId && { mandateId }), ...(office && { office }) }; // prettier-ignore
    }
    case 'operator':
    case 'auditor':
      return { kind, clientId };
    case 'guest':
      throw new Error('a guest reads nothing of an alliance');
  }
};
