import { Controller, Header, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Matching, Nested, Text, Whole } from './platform/fields.js';
import { preferred } from './platform/language.js';
import { Answers } from './platform/routes.js';
import { problemPage } from './problem-page.js';
import { problemOf } from './problems.js';

/** A text in both languages. */
export class BothLanguages {
  @Text(1, 1_000) readonly en: string;
  @Text(1, 1_000) readonly zh: string;
}

/** What a problem's code means. */
export class ProblemMeaning {
  @Matching(/^[a-z]+(-[a-z0-9]+)*$/) readonly code: string;
  @Whole(400, 599) readonly status: number;
  /** What it is about: any request, any command, or one context. */
  @Text(1, 100) readonly about: string;
  /** The rule that was broken. */
  @Nested(BothLanguages) readonly title: BothLanguages;
  /** How one comes to break it. */
  @Nested(BothLanguages) readonly cause: BothLanguages;
  /** What to do then. */
  @Nested(BothLanguages) readonly remedy: BothLanguages;
}

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
