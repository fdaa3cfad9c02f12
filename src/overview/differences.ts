import { Answered } from '#nest-event-sourcing';
import { Injectable, NotFoundException } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Moments } from '../access/moments.js';
import type { AskedByAsker } from '../access/principal.js';
import { malformedParameter } from '../platform/malformed.js';
import { GetDashboard } from './dashboard.js';
import { changedFigures, GetThingsChanged, type Difference, type DifferenceFilter } from './difference.js';

/** What changed between two moments: asked of the states of both, and of the acts in between. */
@Injectable()
export class Differences {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
  ) {}

  async of(asked: AskedByAsker, { since, ...page }: DifferenceFilter): Promise<Answered<Difference>> {
    const moment = since === undefined ? undefined : await this.moments.of(since, 'since');
    const from = moment?.position ?? 0;
    if (asked.asOf !== undefined && from > asked.asOf) throw malformedParameter('since', 'maximum', backwards);
    const after = await this.queries.execute(new GetDashboard(asked));
    const before = moment && (await this.#founded({ ...asked, asOf: from, now: moment.at }));
    const to = after.position;
    const { answer } = await this.queries.execute(new GetThingsChanged({ ...asked, after: to }, from, to, page));
    return new Answered({ from, to, figures: changedFigures(before, after.answer), ...answer }, to);
  }

  /** Nothing where the alliance was not founded by then: all of it is new. */
  async #founded(asked: AskedByAsker) {
    try {
      return (await this.queries.execute(new GetDashboard(asked))).answer;
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  }
}

const backwards = { en: 'it comes after asOf', zh: '晚于 asOf' };
