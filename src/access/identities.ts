import { namedId, type Call } from '#event-sourcing';
import { Forecast, ReadModels, Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Column, Entity, IsNull, PrimaryColumn, Repository } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { IsId, ListOf, Matching, Text } from '../platform/fields.js';
import { InstantColumn } from '../platform/instants.js';
import type { Identity } from './access-tokens.js';
import { actingClient } from './actor.js';
import { nameOf } from './one-person.js';
import { PersonRow } from './person-row.js';
import type { Asker } from './principal.js';
import { refuse } from './refusals.js';
import { Telling } from './telling.js';
import { unitsOf } from './units-of.js';

const links_max = 100;

/** Under this issuer's name a person's subject is the person's own id: who signed in by a link has no other one. */
export const ourselves = 'urn:lianjian:person';

/** The party of who asks by a browser's session; of who asks by an access token it is the software that has it. */
export const ofSessions = 'session';

/** That somebody at an OpenID provider is a person of an alliance. */
@Entity({ schema: 'access', name: 'identity' })
export class IdentityRow {
  @PrimaryColumn('uuid', { name: 'link_id' }) linkId: string;
  @Column('text') issuer: string;
  @Column('text') subject: string;
  @Column('uuid', { name: 'alliance_id' }) allianceId: string;
  @Column('uuid', { name: 'person_id' }) personId: string;
  @InstantColumn({ name: 'linked_at' }) linkedAt: string;
  @Column('uuid', { name: 'linked_by' }) linkedBy: string;
  @InstantColumn({ name: 'unlinked_at', nullable: true }) unlinkedAt: string | null;
  @Column('uuid', { name: 'unlinked_by', nullable: true }) unlinkedBy: string | null;
}

/** Who somebody is at an OpenID provider, as its tokens say it. */
export class LinkIdentity {
  /** `iss`: the provider. */
  @Matching(/^https?:\/\/\S+$/) readonly issuer: string;
  /** `sub`: whom the provider knows by it. */
  @Text(1, 255) readonly subject: string;
}

/** Who is no longer to be taken for this person. */
export class UnlinkIdentity extends LinkIdentity {}

/** Who somebody is at an OpenID provider. */
export class LinkedIdentity {
  @IsId() readonly personId: string;
  @Text(1, 200) readonly issuer: string;
  @Text(1, 255) readonly subject: string;
}

/** Who a person is at OpenID providers. */
export class LinkedIdentities {
  @ListOf([LinkedIdentity], { min: 0, max: links_max }) readonly items: readonly LinkedIdentity[];
}

type Who = Readonly<{ issuer: string; subject: string }>;

/** A person of an alliance. */
export type Someone = Readonly<{ allianceId: string; personId: string; name: string }>;

/** A client's id for whoever signed in: the same in every session and with every token of one piece of software. */
export const clientOf = ({ issuer, subject, party }: Identity): string =>
  namedId(JSON.stringify([issuer, subject, party]), '5d3c7c1f-8c55-5e34-9f2d-0d6a4f0d7b11');

@Injectable()
export class Identities {
  constructor(
    @InjectRepository(IdentityRow) private readonly rows: Repository<IdentityRow>,
    @InjectRepository(PersonRow) private readonly people: Repository<PersonRow>,
    private readonly readModels: ReadModels,
    private readonly time: Time,
    private readonly telling: Telling,
  ) {}

  /** Who somebody is here: at most one person in each alliance. */
  async peopleOf({ issuer, subject }: Who): Promise<readonly Someone[]> {
    const query = this.people.createQueryBuilder('person').orderBy('person.alliance_id').limit(links_max);
    const rows = await (
      issuer === ourselves
        ? query.where('person.person_id = :subject', { subject })
        : query.innerJoin(
            IdentityRow,
            'link',
            'link.person_id = person.person_id AND link.issuer = :issuer AND link.subject = :subject AND link.unlinked_at IS NULL',
            { issuer, subject },
          )
    ).getMany();
    return this.#named(rows);
  }

  /** A person, by name. */
  async oneOf(allianceId: string, personId: string): Promise<readonly Someone[]> {
    const row = await this.people.findOneBy({ allianceId, personId });
    return row ? this.#named([row]) : [];
  }

  #named(rows: readonly PersonRow[]): Promise<readonly Someone[]> {
    const all = rows.filter(({ erasedAt }) => erasedAt === null);
    return this.telling.opened(all.map((row) => ({ allianceId: row.allianceId, personId: row.personId, name: nameOf(row) })), 'en'); // prettier-ignore
  }

  /**
   * By whom somebody is taken for a person is a matter of the voice of every unit that the person acts for, or will act
   * for: it is for the person who signed in, for the operator, and for the person's key, the delegate and the officers
   * of the only unit, where no other one registered the person. A unit can give anybody a mandate, and a key with it:
   * that makes nobody its own.
   *
   * @throws Refusal
   */
  async #mayDecide({ principal, standing }: Asker, allianceId: string, personId: string): Promise<void> {
    const person = (await this.people.findOneBy({ allianceId, personId })) ?? refuse('person-not-found');
    if (principal.kind === 'operator') return;
    if (principal.kind !== 'person') return refuse('identity-not-yours');
    const isThem = principal.personId === personId;
    if (isThem && principal.signedIn) return;
    const { answer: units } = await this.readModels.ask(0, (db) => unitsOf(db, [personId], this.time.now()));
    const own = units.length > 0 && [...units, person].every(({ unitId }) => (unitId ?? principal.unitId) === principal.unitId); // prettier-ignore
    const forIt = isThem || standing.office !== undefined || standing.roles.includes('delegate');
    if (!own || !forIt) refuse('identity-not-yours');
  }

  /** Links; who is linked already stays so. @throws Refusal where another person is linked */
  async link(
    asker: Asker,
    allianceId: string,
    personId: string,
    { issuer, subject }: Who,
    call: Call,
  ): Promise<Forecast | LinkedIdentity> {
    await this.#mayDecide(asker, allianceId, personId);
    const answer = await this.#toBeLinked(allianceId, personId, { issuer, subject });
    if (call.dryRun) return new Forecast([]);
    await this.rows
      .createQueryBuilder()
      .insert()
      .values({
        ...{ linkId: randomUUID(), issuer, subject, allianceId, personId },
        ...{ linkedAt: call.issue.at, linkedBy: byWhom(call), unlinkedAt: null, unlinkedBy: null },
      })
      .orIgnore()
      .execute();
    return this.#toBeLinked(allianceId, personId, answer); // another one may have been linked in the same moment
  }

  /** Takes a link back; who is not linked stays so. */
  async unlink(
    asker: Asker,
    allianceId: string,
    personId: string,
    { issuer, subject }: Who,
    call: Call,
  ): Promise<Forecast | LinkedIdentity> {
    await this.#mayDecide(asker, allianceId, personId);
    if (call.dryRun) return new Forecast([]);
    const end = { unlinkedAt: call.issue.at, unlinkedBy: byWhom(call) };
    await this.rows.update({ allianceId, personId, issuer, subject, unlinkedAt: IsNull() }, end);
    return { personId, issuer, subject };
  }

  /** Who a person is elsewhere. */
  async of(asker: Asker, allianceId: string, personId: string): Promise<LinkedIdentities> {
    await this.#mayDecide(asker, allianceId, personId);
    const where = { allianceId, personId, unlinkedAt: IsNull() };
    const rows = await this.rows.find({ where, order: { linkedAt: 'ASC', linkId: 'ASC' }, take: links_max });
    return { items: rows.map(({ issuer, subject }) => ({ personId, issuer, subject })) };
  }

  async #toBeLinked(allianceId: string, personId: string, { issuer, subject }: Who): Promise<LinkedIdentity> {
    const linked = await this.rows.findOneBy({ allianceId, issuer, subject, unlinkedAt: IsNull() });
    if (linked && linked.personId !== personId) refuse('identity-taken');
    return { personId, issuer, subject };
  }
}

const byWhom = ({ issue }: Call): string => actingClient(issue) ?? nobody;
const nobody = '00000000-0000-0000-0000-000000000000';
