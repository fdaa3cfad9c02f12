import { openStages } from './dashboard-view.js';
import type { MatterKind } from './matter.js';

/** Of whom it is asked; each text is a parameter of the statement. `unit`: only what waits for this one. */
export type Scope = Readonly<{
  of: (row: new () => object) => string;
  alliance: string;
  unit?: string;
  now: string;
  today: string;
}>;

const types = {
  type: 'text',
  id: 'text',
  title: 'jsonb',
  withinType: 'text',
  withinId: 'text',
  withinTitle: 'jsonb',
  unitId: 'text',
  since: 'text',
  due: 'text',
  dueOn: 'text',
  quantity: 'bigint',
  unitOfMeasure: 'text',
  path: 'text',
} as const;
export type Said = Readonly<Partial<Record<keyof typeof types, string>>>;

/** The matters of one kind: what each column says, of which rows. */
export const matter = (kind: MatterKind, said: Said, from: string): string => {
  const columns = Object.entries(types).map(
    ([name, type]) => `${said[name as keyof Said] ?? `NULL::${type}`} AS "${name}"`,
  );
  return `SELECT '${kind}' AS kind, ${columns.join(', ')} ${from}`;
};

export const stages = openStages.map((stage) => `'${stage}'`).join(', ');
/** Where it is asked for one unit: only what waits for that one. */
export const forUnit = ({ unit }: Scope, column: string): string =>
  unit === undefined ? '' : ` AND ${column} = ${unit}`;
/** What everybody is told of only once it is late. */
export const late = ({ unit }: Scope, condition: string): string => (unit === undefined ? ` AND ${condition}` : '');
