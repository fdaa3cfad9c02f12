import { allianceRows, type AllianceRow } from '../../alliances/alliance-row.js';
import { unitRows, type UnitRow } from '../../alliances/unit-row.js';
import { decisionRegister, type MotionRow } from '../../committee/decision-register.js';
import { projectRows, type ProjectRow } from '../../projects/project-rows.js';
import { requirementRows, type RequirementRow } from '../../projects/requirement-rows.js';
import type { Span } from '../../resources/availability.js';
import { resourceRows, type ResourceRow } from '../../resources/resource-catalogue.js';
import { openStages } from '../dashboard-view.js';
import { minute_ms } from '../used.js';
import { measureKeys, type Keys } from './figure-path.js';
import { measureIn, one, percentOf, same, type Figure } from './figure.js';
import { beside, sumOf } from './measure.js';
import type { Things } from './things.js';
import { usedMeasure } from './used-measure.js';

export const dashboardFields = [
  'units',
  'resources',
  'projects',
  'requirements',
  'shortfalls',
  'openMotions',
  'results',
  'matters',
];
export const rollUpFields = ['alliances', 'units', 'resources', 'projects', 'requirements'];
export const dashboardKeys: Keys = {
  ...{ alliances: ['level'], units: ['status', 'kind'], resources: measureKeys, projects: ['stage'] },
  ...{ requirements: measureKeys, shortfalls: ['requirementId'], openMotions: ['motionId'], results: ['status'] },
  matters: ['kind', 'urgency'],
};

/** The times of which it is told how much was used, and the clocks of the alliance. */
export type Times = Readonly<{ spans: Readonly<Record<'last30Days' | 'next7Days', Span>>; timeZone: string }>;

/** What a figure of the dashboard is made of; nothing where there is none. */
export const dashboardFigure = (path: readonly string[], times: Times): Figure | undefined => {
  const [list = '', name = '', ...rest] = path;
  switch (list) {
    case 'alliances':
      return { rule: 'alliances-as-they-stand', things: { category: 'alliance' }, measure: sumOf<AllianceRow>(allianceRows, ({ area }) => one(area.level === name)) }; // prettier-ignore
    case 'units':
      return units(name);
    case 'resources':
      return rest.length === 1 ? resources(name, rest[0] ?? '') : used(path, times);
    case 'projects':
      return rest[0] === 'count' ? stage(name) : needed(rest[1] ?? '', rest[2] ?? '', [name]);
    case 'requirements':
      return needed(name, rest[0] ?? '', openStages);
    case 'shortfalls':
      return requirementOf({ category: 'project', naming: name }, name, rest[0] ?? '');
    case 'openMotions':
      return vote(name, rest[0] ?? '');
    case 'results':
      return results(path);
    default:
      return undefined;
  }
};

const units = (name: string): Figure => ({
  rule: 'units-as-they-stand',
  things: { category: 'unit' },
  measure: sumOf<UnitRow>(unitRows, ({ unitId, status, kind }, _, id) => one(unitId === id && `${status},${kind}` === name)), // prettier-ignore
});

const amounts: Readonly<Record<string, (row: ResourceRow) => number>> = {
  count: () => 1,
  paused: ({ status }) => one(status === 'paused'),
  quantity: ({ quantity }) => quantity,
  allocated: ({ allocated }) => allocated,
};
/** The resources of one measure that are not withdrawn. */
export const isShared = (name: string) => (row: ResourceRow): boolean =>
  row.status !== 'withdrawn' && same(row, measureIn(name)); // prettier-ignore

const resources = (name: string, field: string): Figure | undefined => {
  const amount = amounts[field];
  const isOf = isShared(name);
  if (!amount) return undefined;
  const measure = sumOf<ResourceRow>(resourceRows, (row) => (isOf(row) ? amount(row) : 0));
  return { rule: 'what-is-shared', things: { category: 'resource' }, measure };
};

const used = (path: readonly string[], { spans, timeZone }: Times): Figure | undefined => {
  const [, name = '', when = '', field = ''] = path;
  const isOf = isShared(name);
  const things = { category: 'resource' } as const;
  if (when === 'stock') return usedStock(path, isOf, things);
  const span = when === 'last30Days' || when === 'next7Days' ? spans[when] : undefined;
  return span && usedTime(path, { isOf, timeZone, span }, field, things);
};

export const usedStock = (path: readonly string[], isOf: (row: ResourceRow) => boolean, things: Things): Figure => {
  const field = path.at(-1);
  if (field === 'percent') return percentOf('percent', path, 'used', 'quantity');
  const what = field === 'used' ? 'used' : 'there';
  return { rule: 'used-stock', things, measure: usedMeasure({ isOf, timeZone: 'UTC', what }) };
};

export const usedTime = (
  path: readonly string[],
  of: Readonly<{ isOf: (row: ResourceRow) => boolean; timeZone: string; span: Span }>,
  field: string,
  things: Things,
): Figure => {
  if (field === 'percent') return percentOf('percent', path, 'used', 'available');
  const measure = usedMeasure({ ...of, what: field === 'used' ? 'used' : 'there' });
  return { rule: 'used-time', things, measure, per: minute_ms };
};

const stage = (name: string): Figure => ({
  rule: 'projects-as-they-stand',
  things: { category: 'project' },
  measure: sumOf<ProjectRow>(projectRows, (row) => one(row.stage === name)),
});

const ofRequirement: Readonly<Record<string, (row: RequirementRow) => number>> = {
  requirements: () => 1,
  needed: ({ quantity }) => quantity,
  quantity: ({ quantity }) => quantity,
  pledged: ({ pledged }) => pledged,
  delivered: ({ delivered }) => delivered,
  short: ({ quantity, pledged }) => Math.max(0, quantity - pledged),
};

/** What projects at some stages need, of one measure. */
const needed = (name: string, field: string, stages: readonly string[]): Figure | undefined => {
  const amount = ofRequirement[field];
  if (!amount) return undefined;
  const measure = sumOf<RequirementRow>(
    requirementRows,
    (row, rows) => {
      const project = rows.one<ProjectRow>(projectRows, { projectId: row.projectId });
      return project && stages.includes(project.stage) && same(row, measureIn(name)) ? amount(row) : 0;
    },
    beside<ProjectRow>(projectRows, (row) => row.stage),
  );
  return { rule: 'what-projects-need', things: { category: 'project' }, measure };
};

/** What one requirement needs. */
export const requirementOf = (things: Things, requirementId: string, field: string): Figure | undefined => {
  const amount = ofRequirement[field];
  if (!amount) return undefined;
  const measure = sumOf<RequirementRow>(requirementRows, (row) =>
    row.requirementId === requirementId ? amount(row) : 0,
  );
  return { rule: 'what-projects-need', things, measure };
};

const vote = (id: string, field: string): Figure => ({
  rule: 'one-vote',
  things: { category: 'motion', id },
  measure: sumOf<MotionRow>(decisionRegister, (row) => (field === 'ballots' ? row.ballots : (row.entitled ?? 0))),
});

const results = (path: readonly string[]): Figure => {
  const [, status, field] = path;
  if (field === 'turnoutPercent') return percentOf('percent', path, 'ballots', 'entitled');
  const amount = (row: MotionRow): number =>
    field === 'count' ? 1 : field === 'ballots' ? row.ballots : (row.entitled ?? 0);
  const measure = sumOf<MotionRow>(decisionRegister, (row) => (row.status === status ? amount(row) : 0));
  return { rule: 'votes-with-a-result', things: { category: 'motion' }, measure };
};
