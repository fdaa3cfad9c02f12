import { decision, stream, StreamCommand, streamIdOf, type EventStore } from '#event-sourcing';
import { Matching, OneOf } from '../platform/fields.js';
import { erasureReasons, personHappened, personStream, type ErasureReason, type PersonEvent } from './events.js';

export type Person = Readonly<{ status: 'kept' | 'erased' }>;

export const person = stream<PersonEvent, Person>(personStream, () => ({ status: 'kept' }), {
  PersonErased: () => ({ status: 'erased' }),
});

/** When somebody was erased, by what a log says. @returns ISO 8601, UTC */
export const erasedBy =
  (log: Pick<EventStore, 'read'>) =>
  async (personId: string): Promise<string | undefined> =>
    (await log.read(streamIdOf(person, personId), 0, 1))[0]?.issue.at;

export class ErasePerson extends StreamCommand {
  @OneOf(erasureReasons) readonly reason: ErasureReason;
  /** The number of the file in which the request or the order lies. It stays in the history, so it names nobody. */
  @Matching(/^[A-Za-z\u4e00-\u9fff()〔〕/_.-]{0,30}\d[\dA-Za-z\u4e00-\u9fff()〔〕/_.-]{0,29}$/)
  readonly authority: string;
}

/** Somebody is forgotten, for good. Once is enough. */
export const erasePerson = decision(ErasePerson, person, ({ reason, authority }, { status }) =>
  status === 'erased' ? [] : [personHappened('PersonErased', { reason, authority })],
);
