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
    if (typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text)) return this.#atPosition(Number(text), parameter);
    if (typeof text === 'string' && isInstant(text)) return this.#atInstant(text);
    throw malformedParameter(parameter, 'pattern', neither);
  }

  async #atPosition(position: number, parameter: string): Promise<Moment> {
    const [event] = await this.log.readAt([position]);
    if (event) return { position, at: event.issue.at };
    const head = await this.log.head();
    if (position < head) throw malformedParameter(parameter, 'enum', between);
    return refuse('moment-to-come', { head });
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

/** Positions of KurrentDB have gaps. */
const between = {
  en: 'no event has this log position: it takes one that was shown',
  zh: '该日志位置没有事件，须为曾经给出的位置',
};
