import { Controller } from '@nestjs/common';
import { IsIn, IsString } from 'class-validator';
import { IsId, Optional } from '../platform/fields.js';
import { Answers, OpenToApplicants } from '../platform/routes.js';
import { ByPrincipal, type Principal } from './principal.js';

/** Whose key this is. */
export class Me {
  @IsIn(['operator', 'person']) readonly kind: string;
  @IsId() readonly clientId: string;
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
   * An operator's, or that of a person who acts for one unit of one alliance.
   */
  @Answers('', Me)
  @OpenToApplicants()
  getMe(@ByPrincipal() principal: Principal): Me {
    return principal.kind === 'operator'
      ? principal
      : { ...principal, alliance: `/v1/alliances/${principal.allianceId}` };
  }
}
