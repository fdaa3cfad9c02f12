import { Controller, NotFoundException, Param } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { Answers, OpenToAll } from './platform/routes.js';
import { problemGroups } from './problems.js';

/** What a problem's code means. */
export class ProblemMeaning {
  @IsString() readonly code: string;
  @IsInt() readonly status: number;
  @IsString() readonly en: string;
  @IsString() readonly zh: string;
}

@Controller('problems')
@OpenToAll()
export class ProblemsController {
  /**
   * Say what the type of a problem document means.
   *
   * Codes are stable. All of them stand in docs/problems.md.
   */
  @Answers(':code', ProblemMeaning)
  getProblem(@Param('code') code: string): ProblemMeaning {
    const rules = Object.values(problemGroups).find((group) => Object.hasOwn(group, code));
    const rule = rules?.[code];
    if (!rule) throw new NotFoundException();
    return { code, ...rule };
  }
}
