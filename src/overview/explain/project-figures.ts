import { fundRows, type FundRow } from '../../projects/fund-rows.js';
import { projectRows, type ProjectRow } from '../../projects/project-rows.js';
import { requirementOf } from './dashboard-figures.js';
import type { Keys } from './figure-path.js';
import type { Figure } from './figure.js';
import { sumOf, type Measure } from './measure.js';

export const projectFields = ['requirements', 'fund', 'percent', 'evaluations', 'scores'];
export const projectKeys: Keys = { requirements: ['requirementId'], fund: ['currency'] };

const numbers: Readonly<Record<string, (row: ProjectRow) => number>> = {
  percent: ({ percent }) => percent ?? 0,
  evaluations: ({ evaluations }) => evaluations,
  scores: ({ scores }) => scores,
};
const money: Readonly<Record<string, (row: FundRow) => number>> = {
  receivedMinor: ({ receivedMinor }) => receivedMinor,
  spentMinor: ({ spentMinor }) => spentMinor,
  balanceMinor: ({ balanceMinor }) => balanceMinor,
};

/** What a figure of a project is made of; nothing where there is none. */
export const projectFigure = (
  [list = '', name = '', field = '']: readonly string[],
  projectId: string,
): Figure | undefined => {
  const things = { category: 'project', id: projectId } as const;
  if (list === 'requirements') return requirementOf(things, name, field);
  const measure = list === 'fund' ? fund(name, money[field]) : project(numbers[list]);
  return measure && { rule: 'one-project', things, measure };
};

const fund = (currency: string, amount: ((row: FundRow) => number) | undefined): Measure | undefined =>
  amount && sumOf<FundRow>(fundRows, (row) => (row.currency === currency ? amount(row) : 0));
const project = (amount: ((row: ProjectRow) => number) | undefined): Measure | undefined =>
  amount && sumOf<ProjectRow>(projectRows, amount);
