import { IsInt } from 'class-validator';
import { HistoryRow } from '../overview/history.js';
import { Nested, OneOf, OrNull } from '../platform/fields.js';

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
