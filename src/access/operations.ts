import { table, type Grant, type Party, type Role } from './permissions.js';
import type { Scope } from './scopes.js';

/** A line of the table of permissions. */
export type Operation = Readonly<{
  name: string;
  context: string;
  kind: 'asks' | 'acts';
  /** What a key must be good for; nothing where anybody who is known may. */
  scope?: Scope;
  grants: readonly Readonly<{ role: Role; of?: Party }>[];
}>;

const granted = (grant: Grant) => (typeof grant === 'string' ? { role: grant } : grant);

const operationsOf = (): ReadonlyMap<string, Operation> => {
  const all = new Map<string, Operation>();
  for (const [context, { asks, acts, ...of }] of Object.entries(table))
    for (const [kind, lines] of Object.entries({ asks, acts }) as ['asks' | 'acts', Record<string, readonly Grant[]>][])
      for (const [name, line] of Object.entries(lines)) {
        if (all.has(name)) throw new Error(`the table of permissions says twice who may ${name}`);
        const grants = line.map(granted);
        const free = grants.some(({ role }) => role === 'known' || role === 'anyone');
        const scope = kind === 'asks' ? ('read' as const) : 'scope' in of ? of.scope : undefined;
        all.set(name, { name, context, kind, grants, ...(!free && scope && { scope }) });
      }
  return all;
};

/** Every operation that there is, by name. */
export const operations = operationsOf();

/** Which operation a route's method is: `makePledge` is MakePledge. @throws where the table does not know it */
export const operationOf = ({ name }: Function): Operation => {
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return operations.get(operation) ?? unknown(operation);
};
const unknown = (operation: string): never => {
  throw new Error(`the table of permissions (src/access/permissions.ts) does not say who may ${operation}`);
};

/** Whether nobody needs to say who they are. */
export const isOpen = ({ grants }: Operation): boolean => grants.some(({ role }) => role === 'anyone');

/** Whether one of these roles may, for some unit's things at least. */
export const grants = (operation: string, roles: readonly Role[]): boolean =>
  operations.get(operation)?.grants.some(({ role }) => roles.includes(role)) ?? false;

/** The roles that may, for some unit's things at least. */
export const rolesOf = (operation: string): readonly Role[] => [
  ...new Set((operations.get(operation)?.grants ?? []).map(({ role }) => role)),
];
