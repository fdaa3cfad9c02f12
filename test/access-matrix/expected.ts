import type { Operation } from '../../src/access/operations.js';
import { parties } from '../../src/access/permissions.js';
import type { Somebody } from './everybody.js';

/** What the table of permissions and the standing of somebody say of a request. */
export type Expected =
  | Readonly<{ allowed: true }>
  | Readonly<{ allowed: false; status: number; code: string; /** Beside other rules that the request breaks. */ among?: true }>; // prettier-ignore

/** Codes that say no to who asks: who may must be told none of them. */
export const barring: readonly string[] = [
  ...['unauthenticated', 'scope-missing', 'no-mandate', 'unit-not-in-standing', 'not-permitted'],
  ...Object.values(parties).map(({ refusal }) => refusal),
];

const no = (status: number, code: string) => ({ allowed: false, status, code }) as const;

/**
 * @param inAlliance whether the route is one of an alliance
 * @param thing the units whose thing it is, by which they are a party to it
 */
export const expected = (
  { name, kind, grants, scope }: Operation,
  somebody: Somebody,
  { inAlliance, decided, allianceId }: Readonly<{ inAlliance: boolean; decided: boolean; allianceId: string }>,
  thing: readonly string[],
): Expected => {
  if (grants.some(({ role }) => role === 'anyone')) return { allowed: true };
  if (somebody.key === undefined || somebody.kind === 'nobody') return no(401, 'unauthenticated');
  if (inAlliance && somebody.kind !== 'operator' && somebody.allianceId !== allianceId) return no(404, 'not-found');
  if (scope && !somebody.scopes.includes(scope)) return no(403, 'scope-missing');
  const roles = inAlliance ? somebody.roles : somebody.kind === 'person' ? [] : somebody.roles;
  const held = grants.filter(({ role }) => role === 'known' || roles.includes(role));
  if (held.some(({ of }) => of === undefined || thing.includes(somebody.unitId ?? ''))) return { allowed: true };
  const [party] = held.flatMap(({ of }) => of ?? []);
  if (party && (kind === 'asks' || !decided)) return no(404, 'not-found');
  if (party) return { ...no(403, parties[party].refusal), among: true };
  if (name === 'ApplyForMembership' && somebody.kind !== 'person') return no(403, 'key-without-unit');
  if (!inAlliance || somebody.kind !== 'person') return no(403, 'not-permitted');
  // A question is told of the mandate only by who is on the roll; an act of all that is missing.
  if (somebody.unit === 'stranger') return no(403, 'unit-not-in-standing');
  if (kind === 'acts' && decided && somebody.unit !== 'admitted') return no(403, 'unit-not-in-standing');
  return no(403, somebody.hasMandate ? 'not-permitted' : 'no-mandate');
};
