import {
  EventStore,
  Executor,
  refuseCommand,
  States,
  streamIdOf,
  type Call,
  type Executed,
  type Recorded,
} from '#event-sourcing';
import { Engine, Forecast, NotYet, ReadModels } from '#nest-event-sourcing';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { DataSource, MoreThan } from 'typeorm';
import { erasePerson, person, type ErasePerson } from './erase-person.js';
import { ErasedRow } from './erased-rows.js';
import { ourselves } from './identities.js';
import { Keyring } from './keyring.js';
import { PersonRow } from './person-row.js';
import { refuse } from './refusals.js';
import { unitsOf } from './units-of.js';

const page_max = 1_000;
const pause_ms = 1_000;

type Erased = Readonly<{ personId: string; erasedAt: string }>;

/**
 * Erasing a person is a fact, and what follows from it: the key is destroyed, and what stands beside the log is taken away.
 * Whoever records the fact does the rest before it answers. Whoever hears of it does so, too, and forgets what it had in
 * mind; and whoever starts looks whether it was done everywhere: the one who began may have ended, and keys may have been
 * put back from a copy of before.
 */
@Injectable()
export class Erasures implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('erasures');
  readonly #ended = new AbortController();
  readonly #waiting = new Map<string, Erased>();
  #unlisten: () => void = () => undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly log: EventStore,
    private readonly readModels: ReadModels,
    private readonly database: DataSource,
    private readonly executor: Executor,
    private readonly keyring: Keyring,
    private readonly states: States,
  ) {}

  /** Before anybody is answered keys that were put back are gone; what nobody has folded yet is looked at after it. */
  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = this.engine.follower.listen((events) => this.#heard(events));
    await this.#lookBack(0).catch((error: unknown) => this.#notYet(error));
    this.#running = this.#run(async () => this.#lookBack(await this.log.head()));
  }

  async onApplicationShutdown(): Promise<void> {
    this.#unlisten();
    this.#ended.abort();
    await this.#running;
  }

  /**
   * Who acts for a unit hands over first. Erasing somebody again changes nothing. What was recorded is answered again, also
   * where the revision that it was asked for is past by then.
   *
   * @throws Refusal where nobody of this alliance has the id, or they still act
   */
  async erase(personId: string, command: ErasePerson, call: Call): Promise<Executed | Forecast> {
    const { issue, dryRun } = call;
    const addressed = command.for(personId, { issue, ...(dryRun && { dryRun }) });
    const before = dryRun ? undefined : await this.log.receiptOf(streamIdOf(person, personId), addressed.issue);
    if (!before) {
      const events = await this.executor.forecast(erasePerson, addressed); // who may not is told so before anything else
      await this.#mayBeErased(personId, call);
      if (dryRun) return new Forecast(events);
    }
    const done = await this.executor.execute(erasePerson, addressed);
    await this.#complete({ personId, erasedAt: issue.at });
    const { revision } = await this.database.getRepository(PersonRow).findOneByOrFail({ personId });
    return { ...done, revision };
  }

  async #mayBeErased(personId: string, { issue, expectedRevision }: Call): Promise<void> {
    const known = await this.database.getRepository(PersonRow).findOneBy({ personId, allianceId: issue.tenantId });
    const { revision, erasedAt } = known ?? refuse('person-not-found');
    if (expectedRevision !== undefined && expectedRevision !== revision) refuseCommand('revision-moved', { revision });
    const { answer: units } = await this.readModels.ask(0, (db) => unitsOf(db, [personId], issue.at));
    const still = units.filter(({ inForce }) => inForce).map(({ unitId }) => unitId);
    if (erasedAt === null && still.length > 0) refuse('person-still-acts', { unitIds: still });
  }

  #heard(events: readonly Recorded[]): void {
    const erased = events.filter(({ type }) => type === 'PersonErased');
    for (const { subjectId: personId, issue } of erased) this.#waiting.set(personId, { personId, erasedAt: issue.at });
    if (erased.length > 0)
      this.#running = (this.#running ?? Promise.resolve()).then(() => this.#run(() => this.#rest()));
  }

  /** Tries until it is done, or the application ends: the next one to start looks back. */
  async #run(work: () => Promise<void>): Promise<void> {
    while (!this.#ended.signal.aborted)
      try {
        return await work();
      } catch (error) {
        this.#notYet(error);
        await setTimeout(pause_ms, undefined, { signal: this.#ended.signal }).catch(() => undefined);
      }
  }

  #notYet(error: unknown): void {
    if (error instanceof NotYet) return;
    this.#logger.warn(`an erasure is not done yet: ${error instanceof Error ? error.message : String(error)}`);
  }

  async #rest(): Promise<void> {
    for (const each of this.#waiting.values()) {
      await this.#complete(each);
      this.#waiting.delete(each.personId);
    }
  }

  /** Everybody who was ever erased, once the read model has reached a position. */
  async #lookBack(after: number): Promise<void> {
    for (let last = ''; ;) {
      const page = { where: { personId: MoreThan(last) }, order: { personId: 'ASC' as const }, take: page_max };
      const { answer } = await this.readModels.ask(after, (db) => db.find(ErasedRow, page));
      for (const each of await this.#unfinished(answer)) await this.#complete(each);
      if (answer.length < page_max) return;
      last = answer.at(-1)?.personId ?? '';
    }
  }

  async #unfinished(erased: readonly ErasedRow[]): Promise<readonly Erased[]> {
    const ids = erased.map(({ personId }) => personId);
    const left: { id: string }[] = await this.database.query(
      `SELECT id FROM unnest($1::uuid[]) AS id
       WHERE NOT EXISTS (SELECT FROM privacy.data_key WHERE holder_id = id AND destroyed_at IS NOT NULL)
         OR EXISTS (SELECT FROM access.person WHERE person_id = id AND erased_at IS NULL)`,
      [ids],
    );
    const open = new Set(left.map(({ id }) => id));
    return erased.filter(({ personId }) => open.has(personId));
  }

  /** Done twice it changes nothing. The key goes first: from then on the rest is only ciphertext. */
  async #complete({ personId, erasedAt }: Erased): Promise<void> {
    await this.keyring.destroy(personId, erasedAt);
    await this.database.transaction(async (db) => {
      await db.query(
        `UPDATE access.person SET sealed = NULL, name = NULL, phone = NULL, email = NULL, unit_id = NULL, erased_at = $2,
           revision = revision + 1 WHERE person_id = $1 AND erased_at IS NULL`,
        [personId, erasedAt],
      );
      await db.query(
        `DELETE FROM access.session WHERE (issuer = $2 AND subject = $1::text) OR EXISTS (SELECT FROM access.identity AS link
           WHERE link.person_id = $1::uuid AND link.issuer = session.issuer AND link.subject = session.subject)`,
        [personId, ourselves],
      );
      for (const table of ['identity', 'sign_in_link', 'person_write'])
        await db.query(`DELETE FROM access.${table} WHERE person_id = $1`, [personId]);
    });
    this.states.forgetWords();
  }
}
