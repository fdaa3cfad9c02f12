import { Controller, Header, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferred } from './platform/language.js';
import { Answers } from './platform/routes.js';
import { ProblemMeaning } from './problem-meaning.js';
import { problemPage } from './problem-page.js';
import { problemOf } from './problems.js';

@Controller('problems')
export class ProblemsController {
  /**
   * Say what the type of a problem document means.
   *
   * What the rule is, how one comes to break it, and what to do then: as JSON, or as a page for people where a browser
   * asks. Codes are stable. All of them stand in docs/problems.md.
   */
  @Answers(':code', ProblemMeaning, { alsoAs: ['text/html'] })
  @Header('vary', 'accept, accept-language')
  @Header('cache-control', 'public, max-age=3600')
  getProblem(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): ProblemMeaning | string {
    const problem = problemOf(code);
    if (!problem) throw new NotFoundException();
    if (!prefersPage(request.headers.accept)) return problem;
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    return problemPage(problem, preferred(request));
  }
}

/** Whether a page is asked for before JSON, as browsers do. */
const prefersPage = (accept = ''): boolean => {
  const [page, json] = ['text/html', 'json'].map((type) => accept.indexOf(type));
  return page! >= 0 && (json! < 0 || page! < json!);
};
