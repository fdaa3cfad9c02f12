import type { components } from './generated/schema.js';

export type ProblemDocument = components['schemas']['Problem'];

/** What the server said instead of an answer; status 0 where it did not answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly said: Partial<ProblemDocument> = {},
    /** After how long one may ask again. */
    readonly retryAfter_ms?: number,
  ) {
    super(said.detail ?? said.title ?? `status ${status}`);
  }

  /** Such as `revision-moved`. */
  get code(): string {
    return this.said.type?.split('/').pop() ?? '';
  }

  /** Nobody answered, or it could not be answered now: asked again, it may be. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 503;
  }

  /** The state of a past moment is being filled: asked again, it comes. */
  get isFilling(): boolean {
    return this.code === 'past-not-ready';
  }

  /** Every rule that was broken, in words. */
  get rules(): readonly string[] {
    const { title, detail, also = [], errors = [] } = this.said;
    const first = detail ?? title;
    const places = errors.map((each) => [each.pointer ?? each.parameter ?? each.header, each.detail].filter(Boolean).join(' ')); // prettier-ignore
    return [...(first ? [first] : []), ...also.map((each) => each.title), ...places];
  }
}
