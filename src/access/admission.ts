import { NotFoundException } from '@nestjs/common';
import { rolesOf, type Operation } from './operations.js';
import type { Role } from './permissions.js';
import type { Asker, Principal } from './principal.js';
import { refuse } from './refusals.js';

/** A key does what its holder may do, and no more than its scopes say. */
export const inScope = ({ scopes }: Principal, { scope }: Operation): void => {
  if (scope && !scopes.includes(scope)) refuse('scope-missing', { needs: scope });
};

/**
 * Lets in whom the table of permissions lets in. What is for the people of one unit is not there for others: a path
 * that names another unit answers 404.
 */
export const admit = (operation: Operation, { principal, standing }: Asker, params: object): void => {
  const roles: readonly Role[] = ['known', ...standing.roles];
  const held = operation.grants.filter(({ role }) => roles.includes(role));
  const unitId = 'unitId' in params ? params.unitId : undefined;
  const own = principal.kind === 'person' && principal.unitId === unitId;
  if (held.some(({ of }) => of === undefined || own)) return;
  if (held.length > 0) throw new NotFoundException();
  if (principal.kind === 'person' && 'allianceId' in params) {
    const named = { unitId: principal.unitId };
    if (standing.unit === 'stranger') refuse('unit-not-in-standing', named);
    if (!standing.mandateId) refuse('no-mandate', named);
  }
  refuse('not-permitted', { needs: rolesOf(operation.name) });
};
