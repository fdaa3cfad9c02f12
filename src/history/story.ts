import { Answered } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsBoolean } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { IsId, ListOf } from '../platform/fields.js';
import { Acts } from './acts.js';
import { cameOf, ledTo } from './links.js';
import { refuse } from './refusals.js';
import { StoryAct } from './story-act.js';
import { acts_max, Telling } from './telling.js';

export class Story {
  @IsId() readonly thingId: string;
  /** In the order of the log. */
  @ListOf([StoryAct], { min: 1, max: acts_max }) readonly acts: readonly StoryAct[];
  /** Whether this is all; else the story is longer than what is told at once. */
  @IsBoolean() readonly isWhole: boolean;
}

/** How did this come about, and what came of it? */
@Injectable()
export class Stories {
  constructor(private readonly queries: QueryBus) {}

  /** @throws Refusal where no act that the asker may see names it */
  async of(asked: AskedByAsker, thingId: string): Promise<Answered<Story>> {
    const [acts, telling] = [new Acts(this.queries, asked), new Telling()];
    const itself = telling.add(await acts.naming([thingId]), (act) => ({
      part: 'itself',
      link: 'names-it',
      through: null,
      act,
    }));
    if (itself.length === 0) return refuse('story-not-found');
    await cameOf(acts, telling, itself);
    await ledTo(acts, telling, itself, thingId);
    const isWhole = telling.isWhole && acts.isWhole;
    return new Answered({ thingId, acts: telling.inOrder(), isWhole }, acts.position);
  }
}
