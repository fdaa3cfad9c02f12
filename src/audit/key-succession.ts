import { BadNote, openNote, signNote, verifierOf, type Signer, type Verifier } from '#transparency-log';
import { createHash } from 'node:crypto';

const word = 'next-key';

/** The text by which a key names the one that comes after it. No checkpoint reads so: its second line is a number. */
const introduction = (origin: string, vkey: string): string => `${origin}\n${word}\n${vkey}\n`;

/** A note by which a key names the one that comes after it. */
export const introduce = (origin: string, vkey: string, by: Signer): string =>
  signNote(introduction(origin, vkey), [by]);

/** Whom a key that is known introduces by a note. @throws BadNote */
export const introducedBy = (note: string, origin: string, known: readonly Verifier[]): Verifier => {
  const { text } = openNote(note, known);
  const next = verifierOf(text.split('\n')[2] ?? '');
  if (text !== introduction(origin, next.vkey)) throw new BadNote('this note introduces no key');
  return next;
};

/** By which a key is told on the telephone, or printed on a sheet: `SHA256:` and 43 characters. */
export const fingerprintOf = (vkey: string): string =>
  `SHA256:${createHash('sha256').update(vkey).digest('base64').replace('=', '')}`;
