import { Controller } from '@nestjs/common';
import { IsIn, IsString } from 'class-validator';
import { IsId, Optional } from '../platform/fields.js';
import { Answers } from '../platform/routes.js';
import { ByPrincipal, type Principal } from './principal.js';
import { scopes, type Scope } from './scopes.js';

/** Whose key this is. */
export class Me {
  @IsIn(['operator', 'person', 'auditor']) readonly kind: Principal['kind'];
  /** Stays when the secret is replaced. */
  @IsId() readonly clientId: string;
  /** What the key may be used for. */
  @IsIn(scopes, { each: true }) readonly scopes: readonly Scope[];
  @Optional() @IsId() readonly personId?: string;
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @IsId() readonly allianceId?: string;
  /** Where the alliance can be read. */
  @Optional() @IsString() readonly alliance?: string;
}

@Controller('v1/me')
export class MeController {
  /**
   * Say whose key this is.
   *
   * An operator's, that of a person who acts for one unit of one alliance, or an auditor's.
   */
  @Answers('', Me)
  getMe(@ByPrincipal() principal: Principal): Me {
    return principal.kind === 'operator'
      ? principal
      : { ...principal, alliance: `/v1/alliances/${principal.allianceId}` };
  }
}
