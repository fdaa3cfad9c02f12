import { ReadModels } from '#nest-event-sourcing';
import { Controller, Req } from '@nestjs/common';
import { IsIn, IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { IsId, ListOf, LocalText, Optional, Words } from '../platform/fields.js';
import { Answers } from '../platform/routes.js';
import { Credentials } from './credentials.js';
import { ByPrincipal, type Principal } from './principal.js';
import { scopes, type Scope } from './scopes.js';
import { namesOf } from './units-of.js';

const units_max = 1_000;

/** A unit for which somebody acts, under a mandate in force. */
export class MyUnit {
  @IsId() readonly unitId: string;
  @Optional() @Words() readonly name?: LocalText;
  @IsId() readonly allianceId: string;
  @Optional() @Words() readonly allianceName?: LocalText;
  /** Who they are in this alliance. */
  @IsId() readonly personId: string;
  /** Empty where nobody has registered them. */
  @Length(0, 200) readonly personName: string;
  /** Where the alliance can be read. */
  @IsString() readonly alliance: string;
}

/** Who somebody is. */
export class Me {
  @IsIn(['operator', 'person', 'auditor', 'guest']) readonly kind: Principal['kind'];
  /** Stays when the secret is replaced, and in every session. */
  @IsId() readonly clientId: string;
  /** What the key may be used for. */
  @IsIn(scopes, { each: true }) readonly scopes: readonly Scope[];
  @Optional() @IsId() readonly personId?: string;
  /** The unit that they act for unless they name another one in Lianjian-Unit. */
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @IsId() readonly allianceId?: string;
  /** Where the alliance can be read. */
  @Optional() @IsString() readonly alliance?: string;
  /** The units for which they act now. */
  @ListOf([MyUnit], { min: 0, max: units_max }) readonly units: readonly MyUnit[];
}

@Controller('v1/me')
export class MeController {
  constructor(
    private readonly credentials: Credentials,
    private readonly readModels: ReadModels,
  ) {}

  /**
   * Say who somebody is, and for which units they act.
   *
   * By a key an operator, an auditor, or a person who acts for one unit of one alliance. Whoever signed in may act for
   * several units, also of several alliances, and is a guest until they name one in Lianjian-Unit.
   */
  @Answers('', Me, { besideTheLog: true })
  async getMe(@Req() request: FastifyRequest, @ByPrincipal() principal: Principal): Promise<Me> {
    const { people, units } = await this.credentials.actsFor(request);
    const now = units.filter(({ inForce }) => inForce).slice(0, units_max);
    const ids = now.flatMap(({ unitId, allianceId }) => [unitId, allianceId]);
    const { answer: names } = await this.readModels.ask(0, (db) => namesOf(db, ids));
    const mine = now.map(({ unitId, allianceId, personId }) => ({
      ...{ unitId, allianceId, personId, alliance: pathOf(allianceId) },
      ...{ personName: people.find((each) => each.personId === personId)?.name ?? '' },
      ...named('name', names.get(unitId)),
      ...named('allianceName', names.get(allianceId)),
    }));
    return { ...principal, ...('allianceId' in principal && { alliance: pathOf(principal.allianceId) }), units: mine };
  }
}

const pathOf = (allianceId: string): string => `/v1/alliances/${allianceId}`;
const named = (field: 'name' | 'allianceName', name: LocalText | undefined) => (name ? { [field]: name } : {});
