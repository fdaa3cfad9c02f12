import { Matching, Nested, Text, Whole } from './platform/fields.js';

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
