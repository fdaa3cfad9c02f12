import { noStream, type Expectation } from '#event-sourcing';
import { NO_STREAM } from '@kurrent/kurrentdb-client';

/** A stream's revision as the client says it. */
export const stateOf = (revision: number): bigint | typeof NO_STREAM =>
  revision === noStream ? NO_STREAM : BigInt(revision);

/**
 * The conditions on other streams, each once. Nothing where they cannot all hold: a stream at two revisions, or the own
 * one at another than expected.
 */
export const othersOf = (at: Expectation, alsoAt: readonly Expectation[]): readonly Expectation[] | undefined => {
  const expected = new Map([[at.streamId, at.revision]]);
  for (const { streamId, revision } of alsoAt) {
    if ((expected.get(streamId) ?? revision) !== revision) return undefined;
    expected.set(streamId, revision);
  }
  expected.delete(at.streamId);
  return [...expected].map(([streamId, revision]) => ({ streamId, revision }));
};
