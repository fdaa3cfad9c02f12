import type { Recorded } from '#event-sourcing';
import { Answered, ReadModels } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { IsInt } from 'class-validator';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { clientOf, IdentityRow, ofSessions, ourselves } from '../access/identities.js';
import { KeyRow } from '../access/key-row.js';
import { nameOf } from '../access/one-person.js';
import { PersonRow, type Contacts } from '../access/person-row.js';
import type { AskedByAsker } from '../access/principal.js';
import { refuse } from '../access/refusals.js';
import { RefusedActs } from '../access/refused-acts.js';
import { SealingEventStore } from '../access/sealing-event-store.js';
import { Telling } from '../access/telling.js';
import { MandateRow } from '../alliances/mandate-row.js';
import { HistoryRow, naming } from '../overview/history.js';
import { AnyJson, IsId, ListOf } from '../platform/fields.js';
import { Places } from '../platform/places.js';
import { told, wordsIn } from '../platform/sealed.js';
import { listed } from './listed.js';

const files_max = 4;
const page_max = 200;
const rows_max = 10_000;
const many = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** One act, as the history has it, with the words that are sealed for this person in it. */
export class SubjectAct {
  @IsInt() readonly position: number;
  @AnyJson() readonly act: object;
  @AnyJson() readonly words: object;
}

/** Everything that is kept about one person. */
export class SubjectAccess {
  @IsId() readonly personId: string;
  /** Up to which place of the log. */
  @IsInt() readonly position: number;
  /** Name and contacts, who registered them, and when they were erased, if they were. */
  @AnyJson() readonly person: object;
  /** Who they are at OpenID providers, and were. */
  @AnyJson() readonly identities: object;
  @AnyJson() readonly mandates: object;
  @AnyJson() readonly keys: object;
  /** What was refused lately to their keys and in their browsers: an operation and a day each, and how often. */
  @AnyJson() readonly refused: object;
  /** What they did. */
  @ListOf([SubjectAct], many) readonly acts: readonly SubjectAct[];
  /** What others did that names them. */
  @ListOf([SubjectAct], many) readonly named: readonly SubjectAct[];
}

type Of = Readonly<{ personId: string; allianceId: string; last: number }>;

/** Tells somebody everything that is kept about them, page by page; between two of them nothing is held. */
@Injectable()
export class SubjectFile {
  readonly #places = new Places('files', files_max);

  constructor(
    private readonly readModels: ReadModels,
    private readonly log: SealingEventStore,
    private readonly telling: Telling,
    private readonly refused: RefusedActs,
  ) {}

  /**
   * For the person who signed in, for officers and the operator.
   *
   * @returns its text @throws Refusal where nobody of this alliance has the id, or it is not theirs to ask; Overloaded
   */
  async of({ tenantId: allianceId, asker, after = 0 }: AskedByAsker, personId: string): Promise<Answered<Readable>> {
    const { answer: person, position } = await this.readModels.ask(after, (db) =>
      db.findOneBy(PersonRow, { personId, allianceId }),
    );
    if (!person) return refuse('person-not-found');
    const { principal, standing } = asker;
    const isThem = principal.kind === 'person' && principal.personId === personId && principal.signedIn === true;
    if (!isThem && principal.kind !== 'operator' && standing.office === undefined) refuse('file-not-yours');
    const release = this.#places.take(principal.clientId);
    const text = this.#text(person, { personId, allianceId, last: position });
    return new Answered(this.#places.streamed(text, release), position);
  }

  async *#text(person: PersonRow, of: Of): AsyncGenerator<string> {
    const beside = await this.#beside(person, of);
    const parts = Object.entries({ personId: of.personId, position: of.last, ...beside });
    yield `{\n${parts.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},\n`).join('')}"acts":[`;
    yield* listed(this.#acts(of, 'acts'));
    yield '],\n"named":[';
    yield* listed(this.#acts(of, 'named'));
    yield ']\n}\n';
  }

  /** What stands about them beside the history. */
  async #beside(person: PersonRow, { personId, allianceId, last }: Of): Promise<object> {
    const { unitId, revision, erasedAt, sealed } = person;
    const contact = (field: 'phone' | 'email') => (sealed ? told<Contacts, typeof field>(sealed, field) : null);
    const { answer } = await this.readModels.ask(last, async (db) => ({
      person: { name: nameOf(person), phone: contact('phone'), email: contact('email'), registeredBy: unitId, revision, erasedAt },
      identities: await db.find(IdentityRow, { where: { personId, allianceId }, order: { linkedAt: 'ASC' }, take: rows_max }),
      mandates: await db.find(MandateRow, { where: { personId, allianceId }, order: { from: 'ASC' }, take: rows_max }),
      keys: (await db.find(KeyRow, { where: { personId, allianceId }, order: { issuedAt: 'ASC' }, take: rows_max })).map(
        ({ sealed: said, ...key }) => ({ ...key, label: told(said, 'label') }),
      ),
    })); // prettier-ignore
    const signedIn = [{ issuer: ourselves, subject: personId }, ...answer.identities].map(({ issuer, subject }) =>
      clientOf({ issuer, subject, party: ofSessions }),
    );
    const refused = await this.refused.of(allianceId, [...answer.keys.map(({ keyId }) => keyId), ...signedIn]);
    return this.telling.opened({ ...answer, refused }, 'en');
  }

  async *#acts(of: Of, which: 'acts' | 'named'): AsyncGenerator<readonly SubjectAct[]> {
    for (let after = 0; ;) {
      const { answer: rows } = await this.readModels.ask(of.last, (db) => pageOf(db, of, which, after));
      yield await this.#told(rows, of.personId);
      if (rows.length < page_max) return;
      after = rows.at(-1)?.position ?? after;
    }
  }

  /** With the person's own words; those of others stay theirs. */
  async #told(rows: readonly HistoryRow[], personId: string): Promise<readonly SubjectAct[]> {
    const events = await this.log.readAt(rows.map(({ position }) => position));
    const theirs = await this.log.opened(events.filter((each) => holderOf(each) === personId));
    const wordsAt = new Map(theirs.map((each) => [each.position, wordsIn(each)]));
    return rows.map((act) => {
      const words = wordsAt.get(act.position);
      return { position: act.position, act, words: words && 'plain' in words ? words.plain : {} };
    });
  }
}

const holderOf = (event: Recorded): string | undefined => {
  const words = wordsIn(event);
  return words && !('plain' in words) ? words.of : undefined;
};

/** The next acts in the order of the log, by its index and not by looking through all. */
const pageOf = (db: EntityManager, { personId, allianceId, last }: Of, which: 'acts' | 'named', after: number) => {
  const rows = db
    .createQueryBuilder(HistoryRow, 'row')
    .where('row.allianceId = :allianceId AND row.position > :after AND row.position <= :last', {
      allianceId,
      after,
      last,
    });
  if (which === 'acts') rows.andWhere('row.personId = :personId', { personId });
  else naming(rows, [personId]).andWhere('row.personId IS DISTINCT FROM :personId', { personId });
  return rows.orderBy('row.position').limit(page_max).getMany();
};
