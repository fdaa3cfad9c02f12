import { Answered } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsBoolean, IsInt } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryRow } from '../overview/history.js';
import { IsId, ListOf, Nested, OneOf, OrNull } from '../platform/fields.js';
import { Acts } from './acts.js';
import { cameOf, ledTo } from './links.js';
import { refuse } from './refusals.js';
import { acts_max, Telling } from './telling.js';

export const parts = ['before', 'itself', 'after'] as const;
export const links = ['names-it', 'cause', 'answer', 'same-request', 'reference'] as const;

/** An act in the story of a thing, and how it belongs there. */
export class StoryAct {
  /** Whether it led to the thing, is about it, or came of it. */
  @OneOf(parts) readonly part: (typeof parts)[number];
  /** It names the thing; or with the act in `through` it has this to do. */
  @OneOf(links) readonly link: (typeof links)[number];
  /** The log position of the act by which it was found. */
  @IsInt() @OrNull() readonly through: number | null;
  @Nested(HistoryRow) readonly act: HistoryRow;
}

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
