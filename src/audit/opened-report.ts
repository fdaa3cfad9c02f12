import { BadNote, openNote, type Verifier } from '#transparency-log';
import { enclosedIn, trustedOf } from './pack/enclosed-keys.js';

/** The first line of a report, and what the line of its keys begins with. */
export const head = 'lianjian replay\n';
export const keysWord = 'keys ';

/** Whether a text says that it is the report of a replay. */
export const isReport = (text: string): boolean => text.startsWith(head);

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
