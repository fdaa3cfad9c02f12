import { Formats } from '#event-sourcing';
import { Answered, PastStates, ReadModels } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { Places } from '../platform/places.js';
import { listed } from './listed.js';
import { eventsPart, objectsPart, type Part, type Period } from './ocel-parts.js';
import { eventTypes, objectTypes } from './ocel.js';
import { thingKinds } from './references.js';

const documents_max = 32;

/**
 * The alliance as an object-centric event log, OCEL 2.0: its things with what they have to do with each other, then all
 * that happened to them. Written page by page; between two of them nothing is held.
 */
@Injectable()
export class OcelDocument {
  readonly #places = new Places('documents', documents_max);

  constructor(
    private readonly readModels: ReadModels,
    private readonly past: PastStates,
    private readonly formats: Formats,
  ) {}

  /** @returns its text, and the log position up to which it holds every event @throws Overloaded */
  async of(asked: AskedByAsker, period: Period): Promise<Answered<Readable>> {
    const release = this.#places.take(asked.asker.principal.clientId);
    try {
      const { position } = await this.#ask(asked, asked.after ?? 0, () => Promise.resolve());
      return new Answered(this.#places.streamed(this.#text(asked, period, position), release), position);
    } catch (error) {
      release();
      throw error;
    }
  }

  async *#text(asked: AskedByAsker, period: Period, last: number): AsyncGenerator<string> {
    yield `{"eventTypes":${JSON.stringify(eventTypes(this.formats.types))},\n`;
    yield `"objectTypes":${JSON.stringify(objectTypes())},\n"objects":[`;
    yield* listed(this.#objects(asked, last));
    yield '],\n"events":[';
    yield* listed(this.#pages(asked, last, (db, cursor) => eventsPart(db, asked, period, last, cursor)));
    yield ']}\n';
  }

  async *#objects(asked: AskedByAsker, last: number): AsyncGenerator<readonly object[]> {
    for (const kind of thingKinds)
      yield* this.#pages(asked, last, (db, cursor) => objectsPart(db, asked, kind, cursor));
  }

  /** Every page, none of an earlier moment than `last`: what an event names is there by then. */
  async *#pages(
    asked: AskedByAsker,
    last: number,
    part: (db: EntityManager, cursor: string | undefined) => Promise<Part>,
  ): AsyncGenerator<readonly object[]> {
    let cursor: string | undefined;
    do {
      const { answer } = await this.#ask(asked, last, (db) => part(db, cursor));
      yield answer.items;
      cursor = answer.next;
    } while (cursor !== undefined);
  }

  #ask<Answer>(
    { tenantId, asOf }: AskedByAsker,
    after: number,
    question: (db: EntityManager) => Promise<Answer>,
  ): Promise<Answered<Answer>> {
    return asOf === undefined ? this.readModels.ask(after, question) : this.past.ask(tenantId, asOf, question, after);
  }
}
