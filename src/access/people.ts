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
import { Column, Entity, PrimaryColumn, QueryFailedError, Repository, type EntityManager } from 'typeorm';
import { mayAct } from './key-authority.js';
import { mayChange, viewFor, type PersonView } from './one-person.js';
import type { ChangePerson, RegisterPerson } from './person-bodies.js';
import type { AskedByAsker, Asker } from './principal.js';
import { refuse } from './refusals.js';
import { mandates } from './standing.js';
import { unitsOf } from './units-of.js';

/** A person: the only place where a name or a way to reach somebody stands. Events know people by id. */
@Entity({ schema: 'access', name: 'person' })
export class PersonRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'alliance_id' }) allianceId: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('text', { nullable: true }) email: string | null;
  /** The unit that registered the person, if one did. */
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('int') revision: number;
}

/** What a write came to, so that its repeat is answered. */
@Entity({ schema: 'access', name: 'person_write' })
export class PersonWriteRow {
  @PrimaryColumn('uuid', { name: 'command_id' }) commandId: string;
  @Column('text', { name: 'request_hash' }) requestHash: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('int') revision: number;
}

/** What a write finds, and what it leaves: nothing where it changes nothing. */
type Decide = (row: PersonRow | undefined) => Promise<PersonRow | undefined> | PersonRow | undefined;

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
  ) {}

  /**
   * Registering the same person twice registers them once.
   *
   * @throws Refusal when the id that was brought is another person's, CommandTaken when the key stood for another one
   */
  register(allianceId: string, body: RegisterPerson, asker: Asker, call: Call): Promise<Executed | Forecast> {
    const personId = newId(call.issue, 'person', body.personId);
    const unitId = asker.principal.kind === 'person' ? asker.principal.unitId : null;
    const wanted = { ...contactsIn(body), personId, allianceId, unitId, revision: 0 };
    return this.#write('RegisterPerson', personId, body, call, (known) => {
      if (!known) return wanted;
      return isSame(known, wanted) ? undefined : refuse('person-id-taken');
    });
  }

  /** @throws Refusal when nobody of this alliance has the id, and for whom the person is not theirs to change */
  change(personId: string, body: ChangePerson, asker: Asker, call: Call): Promise<Executed | Forecast> {
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
    const row = { ...contactsIn(person), personId, allianceId, unitId: null, revision: 0 };
    await this.rows.createQueryBuilder().insert().values(row).orIgnore().execute();
    const known = await this.rows.findOneBy({ personId });
    return known !== null && isSame(known, row);
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
    const requestHash = requestHashOf(name, personId, issue.actor, body);
    const write = async (db: EntityManager): Promise<Omit<Executed, 'position'> | Forecast> => {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [personId]);
      const said = (revision: number, recorded: boolean) => ({ streamId: `person-${personId}`, revision, recorded });
      const before = dryRun ? null : await db.findOneBy(PersonWriteRow, { commandId: issue.commandId });
      if (before && before.requestHash !== requestHash) throw new CommandTaken(issue as never);
      if (before) return said(before.revision, true);
      const known = (await db.findOneBy(PersonRow, { personId })) ?? undefined;
      if (expectedRevision !== undefined && expectedRevision !== (known?.revision ?? -1))
        refuseCommand('revision-moved', { revision: known?.revision ?? -1 });
      const row = await decide(known);
      if (dryRun) return new Forecast([]); // no event tells of a person's name
      if (!row) return said(known?.revision ?? -1, false);
      await db.save(PersonRow, row);
      await db.insert(PersonWriteRow, { commandId: issue.commandId, requestHash, personId, revision: row.revision });
      return said(row.revision, true);
    };
    const written = await this.rows.manager.transaction(write).catch((error: unknown) => {
      throw isRepeated(error) ? new CommandTaken(issue as never) : error;
    });
    return written instanceof Forecast ? written : { ...written, position: await this.log.head() };
  }
}

/** A command id that stands for a write of another person already. */
const isRepeated = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';

const contactsIn = ({ name, phone, email }: RegisterPerson) => ({ name, phone: phone ?? null, email: email ?? null });

const isSame = (a: PersonRow, b: PersonRow): boolean =>
  (['allianceId', 'name', 'phone', 'email'] as const).every((field) => a[field] === b[field]);
