import { applyDecorators } from '@nestjs/common';
import { Matching } from '../../platform/fields.js';

/** What tells the elements of a list from one another, by the list's name. */
export type Keys = Readonly<Record<string, readonly string[]>>;

export const measureKeys = ['kind', 'unitOfMeasure'] as const;

/** Where a figure stands in an answer: `/resources/venue,rooms/quantity`. */
export const IsFigure = (): PropertyDecorator => applyDecorators(Matching(/^(\/[^/]+)+$/u));

/** The parts of a path, as RFC 6901 reads them. */
export const partsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The name of an element of a list: what tells it from the others. */
const nameOf = (element: Fields, keys: readonly string[]): string => keys.map((key) => String(element[key])).join(',');

/** The number at a path; nothing where there is none. An element of a list is called by what it is, not by where it stands. */
export const numberAt = (
  answer: unknown,
  [part, ...rest]: readonly string[],
  keys: Keys,
  list = '',
): number | undefined => {
  if (part === undefined) return typeof answer === 'number' ? answer : undefined;
  if (Array.isArray(answer)) {
    const found = (answer as readonly Fields[]).find((each) => nameOf(each, keys[list] ?? []) === part);
    return found && numberAt(found, rest, keys);
  }
  return isObject(answer) && Object.hasOwn(answer, part) ? numberAt(answer[part], rest, keys, part) : undefined;
};

/** The paths of all figures of an answer that stand in these of its fields, and what each is. */
export const figuresIn = (answer: object, fields: readonly string[], keys: Keys): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  const look = (value: unknown, path: string, list: string): void => {
    if (typeof value === 'number') found.set(path, value);
    else if (Array.isArray(value))
      for (const each of value as readonly Fields[])
        look(each, `${path}/${escaped(nameOf(each, keys[list] ?? []))}`, '');
    else if (isObject(value))
      for (const [name, each] of Object.entries(value)) look(each, `${path}/${escaped(name)}`, name);
  };
  for (const field of fields) look((answer as Fields)[field], `/${field}`, field); // an answer is an object of JSON
  return found;
};
