import description from '../../dashboard/src/api/generated/acts.json' with { type: 'json' };
import {
  begunPart,
  bodyOf,
  fieldsOf,
  isComplete,
  operationOf,
  resolved,
  type Schema,
} from '../../dashboard/src/act/operation.js';
import { hasChoices } from '../../dashboard/src/act/sources.js';

// The dialogs of acts are made of the description: whoever fills in what is marked as required can send, and nobody is
// asked to type an id.

type Said = Readonly<Record<string, unknown>>;

/** What people fill in at the least, each list with one item; what must be typed as an id is kept in `typed`. */
const filled = (schema: Schema, name: string, typed: string[], beside: Said = {}): unknown => {
  const { type, format, enum: words, items, discriminator } = resolved(schema);
  if (schema.$ref?.endsWith('/LocalText')) return { en: 'said' };
  if (words) return words[0];
  if (type === 'array') return items && [filled(items, name, typed)];
  if (discriminator) {
    const [[kind, ref] = []] = Object.entries(discriminator.mapping);
    return {
      [discriminator.propertyName]: kind,
      ...group({ ...(ref && { $ref: ref }) }, typed, { [discriminator.propertyName]: kind }),
    };
  }
  if (type === 'object') return group(schema, typed, begunPart(schema));
  if (format === 'uuid' && !hasChoices(name, beside)) typed.push(name);
  return type === 'integer' ? 1 : 'said';
};
const group = (schema: Schema, typed: string[], begun: Said): Said =>
  fieldsOf(schema)
    .filter(([, , isRequired]) => isRequired)
    .reduce<Said>((said, [name, each]) => ({ ...said, [name]: filled(each, name, typed, said) }), begun);

it.each(Object.keys(description.acts))(
  '%s can be sent when what is required is filled in, no id of it by hand',
  (act) => {
    const { body } = operationOf(act);
    const typed: string[] = [];
    const said = group(body, typed, {});
    expect(isComplete(body, bodyOf(body, {}, said))).toBe(true);
    expect(typed).toEqual([]);
  },
);

it('What was there and was taken away is said, and a list that must be said may be empty', () => {
  const change = operationOf('ChangePerson').body;
  expect(bodyOf(change, { name: '李志强', phone: '138' }, { name: '李志强', phone: undefined })).toEqual({
    name: '李志强',
    phone: null,
  });
  expect(bodyOf(change, { name: '李志强', phone: null }, { name: '李志强' })).toEqual({ name: '李志强' });
  expect(bodyOf(operationOf('StateCoverage').body, { areaIds: ['1'] }, { areaIds: undefined })).toEqual({
    areaIds: [],
  });
});
