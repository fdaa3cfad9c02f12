import type { Deadline, Reaction, ReadModel, Stream } from '#event-sourcing';

/** What a context brings to the engine: its own streams, its read models, what it does when, and by when. */
export type ContextParts = Readonly<{
  streams: readonly Stream<any, any>[];
  models: readonly ReadModel[];
  reactions: readonly Reaction[];
  deadlines: readonly Deadline[];
}>;
