import { randomUUID } from 'node:crypto';
import { ourselves } from '../../src/access/identities.js';
import { grants } from '../../src/access/operations.js';
import { Sessions } from '../../src/access/sessions.js';
import { scopes } from '../../src/access/scopes.js';
import { everybody, type Somebody } from '../access-matrix/everybody.js';
import type { tellAWholeStory } from '../a-whole-story.js';
import type { TestApp } from '../app.js';

/** Somebody who asks, and by which headers they say who they are. */
export type Caller = Pick<Somebody, 'name' | 'kind' | 'allianceId' | 'roles' | 'scopes'> &
  Readonly<{ says: Readonly<Record<string, string>> }>;

/** Everybody of the access matrix, one who is signed in with a browser, and one whose key was revoked. */
export const callersOf = async (
  app: TestApp,
  story: Awaited<ReturnType<typeof tellAWholeStory>>,
): Promise<readonly Caller[]> => {
  const { alliance } = story;
  const all = await everybody(app, story);
  const delegate = (unit: string) => ({
    ...({ kind: 'person', allianceId: alliance.id, scopes } as const),
    ...{ unitId: alliance.unit(unit).unitId, personId: alliance.unit(unit).personId },
  });
  const member = { ...delegate('bank'), roles: ['member', 'delegate'] as const };
  const session = await app.nest.get(Sessions).open({ issuer: ourselves, subject: member.personId });
  const revoked = await app.keys.issue({ ...delegate('bank'), label: 'revoked' });
  await app.operator.did(`${alliance.path}/keys/${revoked.clientId}/revocation`);
  const { clientId: auditor } = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: randomUUID() });
  await app.operator.did(`${alliance.path}/keys/${auditor}/rotation`);
  await app.settled();
  return [
    ...all.map(({ key, ...each }) => ({
      ...each,
      says: (key === undefined ? {} : { authorization: `Bearer ${key}` }) as Record<string, string>,
    })),
    {
      ...{ ...member, name: 'delegate of bank, signed in' },
      says: { cookie: `lianjian-session=${session}`, 'sec-fetch-site': 'same-origin' },
    },
    { ...{ ...member, name: 'a revoked key', roles: [] }, says: { authorization: `Bearer ${revoked.key}` } },
  ];
};

/** Those who may, for some unit's things at least. */
export const whoMay = (callers: readonly Caller[], operationId: string, allianceId: string): readonly Caller[] => {
  const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const some = callers.filter(
    (each) =>
      each.scopes.length === scopes.length &&
      (each.allianceId ?? allianceId) === allianceId &&
      grants(name, each.roles),
  );
  return some.length > 0 ? some : callers;
};
