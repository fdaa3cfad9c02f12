import { isEqual, type Compared, type Replayed } from '#nest-event-sourcing';
import { signNote, type Signer } from '#transparency-log';
import { head, keysWord } from './opened-report.js';
import type { PublicKey } from './signing-keys.js';

/** What was replayed, of which log, when; and its keys, so that who knows one of them finds those that came after it. */
export type Replay = Readonly<{
  origin: string;
  at: string;
  keys: readonly PublicKey[];
  schema: string;
  replayed: Replayed;
}>;

/**
 * What came of a replay, as a note that the log's keys sign. No checkpoint and no introduction of a key reads so: their first
 * line is the name of the log, which has no space.
 */
export const reportOf = ({ origin, at, keys, schema, replayed }: Replay, signers: readonly Signer[]): string => {
  const { position, tables, passedOver } = replayed;
  const lines = [
    `log ${origin}`,
    `made ${at}`,
    `read models ${schema}, from events 1 to ${position}`,
    `${keysWord}${JSON.stringify(keys.map(({ vkey, introducedBy }) => ({ vkey, introducedBy })))}`,
    ...tables.flatMap(linesOf),
    ...passedOver.map((reader) => `not compared ${reader}: an event was set aside for it`),
    `verdict ${tables.every(isEqual) ? 'equal' : 'different'}`,
  ];
  return signNote(`${head}${lines.join('\n')}\n`, signers);
};

/** Names, and JSON, which writes a control character in letters. */
const linesOf = ({ table, live, next, first }: Compared): readonly string[] => {
  if (isEqual({ live, next })) return [`equal ${table}: ${live.rows} rows, checksum ${live.sum}`];
  const sides = `${live.rows} rows live, checksum ${live.sum}; ${next.rows} replayed, checksum ${next.sum}`;
  const rows = first.map(({ key, only, columns }) =>
    only === undefined
      ? `  row ${JSON.stringify(key)} in ${columns.join(', ')}`
      : `  row ${JSON.stringify(key)} is only among those ${only === 'live' ? 'live' : 'replayed'}`,
  );
  return [`different ${table}: ${sides}`, ...rows];
};
