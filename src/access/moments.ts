import { EventStore } from '#event-sourcing';
import { Injectable } from '@nestjs/common';
import { isInstant } from '../platform/fields.js';
import { malformedParameter } from '../platform/malformed.js';
import { refuse } from './refusals.js';

/** How far the log went, and what time it was then. */
export type Moment = Readonly<{ position: number; at: string }>;

/** What `asOf` means, and other parameters that name a moment. */
@Injectable()
export class Moments {
  constructor(private readonly log: EventStore) {}

  /**
   * Of an instant, which means what was recorded by then; or of a log position, whose instant is that of its act.
   *
   * @throws Malformed; Refusal where it is yet to come
   */
  async of(text: unknown, parameter = 'asOf'): Promise<Moment> {
    if (typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text)) return this.#atPosition(Number(text));
    if (typeof text === 'string' && isInstant(text)) return this.#atInstant(text);
    throw malformedParameter(parameter, 'pattern', neither);
  }

  async #atPosition(position: number): Promise<Moment> {
    const [event] = await this.log.readAt([position]);
    return event ? { position, at: event.issue.at } : refuse('moment-to-come', { head: await this.log.head() });
  }

  async #atInstant(at: string): Promise<Moment> {
    const position = await this.log.positionAt(at);
    return position === undefined ? refuse('moment-to-come', { head: await this.log.head() }) : { position, at };
  }
}

const neither = {
  en: 'it takes a log position, or an instant in UTC such as 2026-01-01T08:00:00.000Z',
  zh: '须为日志位置，或形如 2026-01-01T08:00:00.000Z 的协调世界时时刻',
};
