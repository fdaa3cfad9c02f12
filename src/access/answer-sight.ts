import { getMetadataStorage } from 'class-validator';
import { itemsOf } from '../platform/fields.js';
import { Box } from '../platform/sealed.js';
import type { Asker } from './principal.js';
import { sightOf, type Sight } from './seen-by.js';

type Field = Readonly<{ name: string; sight: Sight | undefined; of: Function | undefined }>;

const known = new Map<Function, ReadonlyMap<string, Field>>();

/** The fields that a class of answers declares. */
export const fieldsOf = (answer: Function): ReadonlyMap<string, Field> => {
  const before = known.get(answer);
  if (before) return before;
  const rules = getMetadataStorage().getTargetValidationMetadatas(answer, '', false, false);
  const fields = new Map<string, Field>();
  for (const { propertyName: name } of rules) {
    const nested = itemsOf(answer, name);
    fields.set(name, { name, sight: sightOf(answer, name), of: nested.length === 1 ? nested[0] : undefined });
  }
  known.set(answer, fields);
  return fields;
};

/**
 * An answer as somebody may read it: of each object the fields that its class declares, and no others, so that what is
 * added to a row leaves by being declared; and null in those that are not for this asker. Everything that is answered
 * from read models leaves through here, in whatever format.
 */
export const seenBy = (asker: Asker | undefined, answer: Function, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((each) => seenBy(asker, answer, each));
  if (typeof value !== 'object' || value === null || value instanceof Box) return value;
  const whole = value as Readonly<Record<string, unknown>>; // it is looked into by name alone
  const seen: Record<string, unknown> = {};
  const fields = fieldsOf(answer);
  for (const name of Object.keys(whole)) {
    const field = fields.get(name);
    if (!field) continue;
    const { sight, of } = field;
    const each = whole[name];
    const hidden = sight !== undefined && !sight.where && !sees(asker, sight, whole);
    seen[name] = hidden ? null : of ? seenBy(asker, of, each) : each;
  }
  return seen;
};

const sees = (asker: Asker | undefined, { roles, units }: Sight, whole: Readonly<Record<string, unknown>>): boolean => {
  if (!asker) return false;
  const { principal, standing } = asker;
  // Supervisors see what all members see, whoever they are.
  const held = standing.roles.some((role) => role === 'operator' || role === 'auditor') ? ['member'] : [];
  if (roles.some((role) => standing.roles.includes(role) || held.includes(role))) return true;
  return principal.kind === 'person' && units.some((field) => whole[field] === principal.unitId);
};
