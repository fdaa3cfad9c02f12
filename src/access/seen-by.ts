import { applyDecorators } from '@nestjs/common';
import { OrNull } from '../platform/fields.js';
import type { Role } from './permissions.js';

/** Who reads a field of an answer: people of the units that other fields of the same object name, and roles. */
export type Sight = Readonly<{
  units: readonly string[];
  roles: readonly Role[];
  /** Others who do, in words: whoever makes the answer decides. */
  where?: Readonly<{ en: string; zh: string }>;
}>;

const sight = Symbol('who reads a field');

type Reader = Role | Readonly<{ unitsIn: readonly string[] }> | Readonly<{ where: NonNullable<Sight['where']> }>;

/**
 * Only these read the field; for others it is null. Without it a field is for whoever may ask the question. Words by or
 * about people, and ways to reach them, always say who reads them, `'member'` where that is everybody: a test looks.
 */
export const SeenBy = (...readers: readonly Reader[]): PropertyDecorator => {
  const roles = readers.filter((reader) => typeof reader === 'string');
  const units = readers.flatMap((reader) => (typeof reader === 'object' && 'unitsIn' in reader ? reader.unitsIn : []));
  const where = readers.flatMap((reader) => (typeof reader === 'object' && 'where' in reader ? reader.where : []))[0];
  const said = Reflect.metadata(sight, { roles, units, ...(where && { where }) } satisfies Sight);
  return roles.includes('member') ? said : applyDecorators(said, OrNull());
};

/** Who reads this field, where it says. */
export const sightOf = (of: Function, field: string): Sight | undefined =>
  Reflect.getMetadata(sight, of.prototype, field);
