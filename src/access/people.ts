import {
  CommandTaken,
  EventStore,
  newId,
  refuseCommand,
  requestHashOf,
  States,
  type Call,
  type Executed,
} from '#event-sourcing';
import { Answered, Forecast, ReadModels } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { QueryFailedError, Repository, type EntityManager } from 'typeorm';
import { closed, openedWords } from '../platform/sealed.js';
import { mayAct } from './key-authority.js';
import { Keyring } from './keyring.js';
import { mayChange, viewFor, type PersonView } from './one-person.js';
import type { ChangePerson, RegisterPerson } from './person-bodies.js';
import { PersonRow, PersonWriteRow, type Contacts } from './person-row.js';
import type { AskedByAsker, Asker } from './principal.js';
import { refuse } from './refusals.js';
import { mandates } from './standing.js';
import { unitsOf } from './units-of.js';

/** A person with what is sealed of it open: only in memory. */
type Known = Contacts & Pick<PersonRow, 'allianceId' | 'unitId' | 'revision'>;

/** What a write finds, and what it leaves: nothing where it changes nothing. */
type Decide = (known: (Known & PersonRow) | undefined) => Promise<Known | undefined> | Known | undefined;

/**
 * The people of an alliance. They stand in a table, not in the log, so that they can be forgotten; their writes keep
 * the promises of every other one: a revision, If-Match, one result for one idempotency key, dry runs.
 */
@Injectable()
export class People {
  constructor(
    @InjectRepository(PersonRow) private readonly rows: Repository<PersonRow>,
    private readonly states: States,
    private readonly log: EventStore,
    private readonly readModels: ReadModels,
    private readonly keyring: Keyring,
  ) {}

  /**
   * Registering the same person twice registers them once.
   *
   * @throws Refusal when the id that was brought is another person's, CommandTaken when the key stood for another one
   */
  register(allianceId: string, body: RegisterPerson, asker: Asker, call: Call): Promise<Executed | Forecast> {
    const personId = newId(call.issue, 'person', body.personId);
    const unitId = asker.principal.kind === 'person' ? asker.principal.unitId : null;
    return this.#write('RegisterPerson', personId, body, call, (known) => {
      const contacts = contactsIn(body);
      if (!known) return { ...contacts, allianceId, unitId, revision: 0 };
      return known.allianceId === allianceId && isSame(known, contacts) ? undefined : refuse('person-id-taken');
    });
  }

  /** @throws Refusal when nobody of this alliance has the id, and for whom the person is not theirs to change */
  async change(personId: string, body: ChangePerson, asker: Asker, call: Call): Promise<Executed | Forecast> {
    const isThere = await this.rows.existsBy({ personId, allianceId: call.issue.tenantId });
    if (!isThere) refuse('person-not-found');
    return this.#write('ChangePerson', personId, body, call, async (known) => {
      if (known?.allianceId !== call.issue.tenantId) return refuse('person-not-found');
      if (!mayChange(asker, known, await this.#isOurs(asker, known, call.issue.at))) refuse('person-not-yours');
      const changed = { ...known, ...body };
      return isSame(known, changed) ? undefined : { ...changed, revision: known.revision + 1 };
    });
  }

  /** A person, with contacts for who may see them. @throws Refusal when nobody of this alliance has the id */
  async one({ tenantId: allianceId, asker, now }: AskedByAsker, personId: string): Promise<Answered<PersonView>> {
    const row = (await this.rows.findOneBy({ allianceId, personId })) ?? refuse('person-not-found');
    return new Answered(viewFor(asker, row, await this.#isOurs(asker, row, now)), await this.log.head());
  }

  /** Says whether this person, and no other one, has the id now. For the demo and the command line. */
  async add(allianceId: string, personId: string, person: RegisterPerson): Promise<boolean> {
    await this.keyring.ready(personId);
    const contacts = contactsIn(person);
    const row = this.#rowOf(personId, { ...contacts, allianceId, unitId: null, revision: 0 });
    await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    const known = await this.rows.findOneBy({ personId });
    return known !== null && known.allianceId === allianceId && isSame(this.#opened(known), contacts);
  }

  /**
   * Whether somebody is of the asker's unit: was registered by it, or acts for it, now or later, and for no other one. A
   * unit can give anybody a mandate, which is no reason to show it how to reach them.
   */
  async #isOurs({ principal }: Asker, { personId, unitId }: PersonRow, at: string): Promise<boolean> {
    if (principal.kind !== 'person') return false;
    if (unitId === principal.unitId) return true;
    const { state } = await this.states.load(mandates, principal.unitId, true);
    if (!mayAct(state, personId, at)) return false;
    const { answer: units } = await this.readModels.ask(0, (db) => unitsOf(db, [personId], at));
    return !units.some((each) => each.inForce && each.unitId !== principal.unitId);
  }

  /** All writes of one person come one after another; a recorded one is answered, not repeated. */
  async #write(name: string, personId: string, body: object, call: Call, decide: Decide) {
    const { issue, expectedRevision, dryRun } = call;
    await this.keyring.ready(personId);
    const hash = requestHashOf(name, personId, issue.actor, body);
    const requestHash = this.keyring.marked(personId, hash);
    const write = async (db: EntityManager): Promise<Omit<Executed, 'position'> | Forecast> => {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [personId]);
      const said = (revision: number, recorded: boolean) => ({ streamId: `person-${personId}`, revision, recorded });
      const before = dryRun ? null : await db.findOneBy(PersonWriteRow, { commandId: issue.commandId });
      if (before && before.requestHash !== requestHash && before.requestHash !== hash)
        // as it was kept before sealing
        throw new CommandTaken(issue as never);
      if (before) return said(before.revision, true);
      const known = (await db.findOneBy(PersonRow, { personId })) ?? undefined;
      if (expectedRevision !== undefined && expectedRevision !== (known?.revision ?? -1))
        refuseCommand('revision-moved', { revision: known?.revision ?? -1 });
      const next = await decide(known && this.#opened(known));
      if (dryRun) return new Forecast([]); // no event tells of a person's name
      if (!next) return said(known?.revision ?? -1, false);
      const row = this.#rowOf(personId, next);
      await db.save(PersonRow, row);
      await db.insert(PersonWriteRow, { commandId: issue.commandId, requestHash, personId, revision: row.revision });
      return said(row.revision, true);
    };
    const written = await this.rows.manager.transaction(write).catch((error: unknown) => {
      throw isRepeated(error) ? new CommandTaken(issue as never) : error;
    });
    return written instanceof Forecast ? written : { ...written, position: await this.log.head() };
  }

  #opened(row: PersonRow): Known & PersonRow {
    const key = this.keyring.keyOf(row.personId);
    if (!key || !row.sealed) throw new Error(`the person ${row.personId} cannot be opened`);
    const { name, phone, email } = openedWords(key, row.sealed).plain as Contacts; // as #rowOf seals them
    return { ...row, name, phone, email };
  }

  #rowOf(personId: string, { name, phone, email, allianceId, unitId, revision }: Known): PersonRow {
    const key = this.keyring.keyOf(personId);
    if (!key) throw new Error(`the key of ${personId} is not at hand`);
    const sealed = closed(key, personId, personId, { name, phone, email });
    return { personId, allianceId, unitId, revision, sealed, erasedAt: null };
  }
}

/** A command id that stands for a write of another person already. */
const isRepeated = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';

const contactsIn = ({ name, phone, email }: RegisterPerson) => ({ name, phone: phone ?? null, email: email ?? null });

const isSame = (a: Contacts, b: Contacts): boolean =>
  (['name', 'phone', 'email'] as const).every((field) => a[field] === b[field]);
