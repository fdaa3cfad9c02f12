import { BadNote, verifierOf, type Verifier } from '#transparency-log';
import { fingerprintOf, introducedBy } from '../key-succession.js';
import { at, Hopeless } from './hopeless.js';

/** Where the keys of a pack lie. */
export const keysName = 'keys.json';
export type Enclosed = Readonly<{ verifier: Verifier; introducedBy: string | null }>;

/** A list of keys, as JSON. */
export const enclosedIn = (text: string): readonly Enclosed[] =>
  at(keysName, () => {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || list.length === 0) throw new BadNote('it lists no keys');
    return list.map((each: { vkey?: unknown; introducedBy?: unknown } | null) => {
      const { vkey, introducedBy: note = null } = each ?? {};
      if (typeof vkey !== 'string' || (note !== null && typeof note !== 'string'))
        throw new BadNote('it lists no keys');
      return { verifier: verifierOf(vkey), introducedBy: note };
    });
  });

/** The keys that were given, and who was introduced by them, one by the other. Without any, all that are enclosed. */
export const trustedOf = (
  enclosed: readonly Enclosed[],
  origin: string,
  given: readonly string[],
): readonly Verifier[] => {
  const trusted: Verifier[] = [];
  for (const { verifier, introducedBy: note } of enclosed) {
    const isGiven = given.length === 0 || given.includes(verifier.vkey) || given.includes(fingerprintOf(verifier.vkey));
    if (isGiven || (note !== null && isIntroduced(verifier, note, origin, trusted))) trusted.push(verifier);
  }
  if (trusted.length === 0) throw new Hopeless(keysName, 'the key that you gave is not among those of this log');
  return trusted;
};

const isIntroduced = ({ vkey }: Verifier, note: string, origin: string, by: readonly Verifier[]): boolean => {
  try {
    return introducedBy(note, origin, by).vkey === vkey;
  } catch (error) {
    if (error instanceof BadNote) return false;
    throw error;
  }
};
