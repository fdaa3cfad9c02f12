import type { PageWanted } from '#nest-event-sourcing';
import { Optional, Text, Whole } from './fields.js';

/** What every list takes; a list with filters extends it. */
export class PageQuery implements PageWanted {
  /** How many items at most, 1 to 200; 50 unless said. */
  @Optional() @Whole(1, 200) readonly limit?: number;
  /** Where the page before this one ended: its `next`. */
  @Optional() @Text(1, 2_000) readonly cursor?: string;
}
