import { isEqual, type Compared, type Replayed } from '#nest-event-sourcing';
import { BadNote, openNote, signNote, type Signer, type Verifier } from '#transparency-log';
import { enclosedIn, trustedOf } from './pack/enclosed-keys.js';
import type { PublicKey } from './signing-keys.js';

const head = 'lianjian replay\n';
const keysWord = 'keys ';

/** Whether a text says that it is the report of a replay. */
export const isReport = (text: string): boolean => text.startsWith(head);

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

/**
 * The lines of a report, and who has signed it: keys that are named in it, one of which was given, or is introduced by one that
 * was. @throws BadNote, Hopeless
 */
export const openReport = (
  note: string,
  given: readonly string[],
): Readonly<{ lines: readonly string[]; by: readonly Verifier[] }> => {
  const named = note.split('\n').find((line) => line.startsWith(keysWord)) ?? keysWord;
  const enclosed = enclosedIn(named.slice(keysWord.length));
  const { text, by } = openNote(
    note,
    enclosed.map(({ verifier }) => verifier),
  );
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const origin = /^log (\S+)$/.exec(lines[0] ?? '')?.[1];
  if (`${first}\n` !== head || origin === undefined) throw new BadNote('this is no report of a replay');
  if (by.some(({ name }) => name !== origin)) throw new BadNote('it is signed in another name');
  const trusted = trustedOf(enclosed, origin, given);
  if (!by.some((each) => trusted.includes(each))) throw new BadNote('none of the keys that you gave has signed it');
  return { lines: lines.filter((line) => !line.startsWith(keysWord)), by };
};
