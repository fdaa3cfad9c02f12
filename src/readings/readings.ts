import { EventStore } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../access/actor.js';
import type { Asker } from '../access/principal.js';
import type { ReadingEvent } from './events.js';
import { noteIdOf, writeDown } from './note.js';

const noted_max = 50_000;

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
    const note = { tenantId, actor: actorOf(asker), clientId: asker.principal.clientId, event };
    const noteId = noteIdOf(note);
    if (this.#noted.has(noteId)) return;
    await writeDown(this.log, note, at);
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
