import { actionRows, type ActionRow } from '../../committee/action-rows.js';
import { decisionRegister, type MotionRow } from '../../committee/decision-register.js';
import { deliveryRows, type DeliveryRow } from '../../projects/delivery-rows.js';
import { pledgeRows, type PledgeRow } from '../../projects/pledge-rows.js';
import { projectRows, type ProjectRow } from '../../projects/project-rows.js';
import { requirementRows, type RequirementRow } from '../../projects/requirement-rows.js';
import { bookingRows, type BookingRow } from '../../resources/booking-rows.js';
import { resourceRows, type ResourceRow } from '../../resources/resource-catalogue.js';
import type { Period } from '../period.js';
import { isShared, usedStock, usedTime } from './dashboard-figures.js';
import { measureKeys, type Keys } from './figure-path.js';
import { measureIn, one, same, within, type Figure } from './figure.js';
import { beside, sumOf } from './measure.js';
import { ballotsOf, sittingsOf } from './taking-part.js';
import type { ThingRows } from './thing-rows.js';

export const statementFields = [
  ...['gave', 'received', 'promises', 'shared', 'lent', 'borrowed', 'sittings', 'ballots', 'motionsTabled', 'actions'],
];
export const statementKeys: Keys = {
  ...{ gave: measureKeys, received: measureKeys, promises: measureKeys },
  ...{ shared: measureKeys, lent: measureKeys, borrowed: measureKeys },
};

/** Whose figures, of which time. */
export type Whose = Readonly<{ unitId: string; period: Period; timeZone: string }>;

/** What a figure of a unit's statement is made of; nothing where there is none. */
export const statementFigure = (path: readonly string[], whose: Whose): Figure | undefined => {
  const [list = '', name = '', ...rest] = path;
  const { unitId, period } = whose;
  switch (list) {
    case 'gave':
      return delivered(whose, name, rest[0] ?? '', ({ pledge }) => pledge.unitId === unitId);
    case 'received':
      return delivered(whose, name, rest[0] ?? '', ({ project }) => project.proposedBy === unitId);
    case 'promises':
      return promised(whose, name, rest);
    case 'shared':
      return ofShared(path, whose);
    case 'lent':
      return bookings(whose, name, rest[0] ?? '', 'ownerId', 'unitId');
    case 'borrowed':
      return bookings(whose, name, rest[0] ?? '', 'unitId', 'ownerId');
    case 'sittings':
      return sittingsOf(unitId, period, name);
    case 'ballots':
      return ballotsOf(unitId, period, name);
    case 'motionsTabled':
      return motionsTabled(whose);
    case 'actions':
      return actionsOf(whose, name);
    default:
      return undefined;
  }
};

const amountOf = (field: string, quantity: number): number => (field === 'facts' ? 1 : quantity);

export const byMeasure = beside<RequirementRow>(requirementRows, (row) => `${row.kind},${row.unitOfMeasure}`);
const byUnit = beside<PledgeRow>(pledgeRows, (row) => row.unitId);
const byProposer = beside<ProjectRow>(projectRows, (row) => row.proposedBy);
type Delivered = Readonly<{ pledge: PledgeRow; project: ProjectRow }>;

/** What was delivered in a time and is confirmed, where this is so of the pledge and its project. */
export const delivered = (
  { unitId, period }: Omit<Whose, 'timeZone'>,
  name: string,
  field: string,
  isSo: (of: Delivered) => boolean,
): Figure => ({
  rule: 'delivered-and-confirmed',
  things: unitId === '' ? { category: 'project' } : { category: 'project', naming: unitId },
  measure: sumOf<DeliveryRow>(
    deliveryRows,
    ({ projectId, pledgeId, status, reportedAt, quantity }, rows) => {
      if (status !== 'confirmed' || !within(reportedAt, period)) return 0;
      const pledge = rows.one<PledgeRow>(pledgeRows, { projectId, pledgeId });
      const project = rows.one<ProjectRow>(projectRows, { projectId });
      if (!pledge || !project || !isSo({ pledge, project })) return 0;
      return isOf(rows, pledge, name) ? amountOf(field, quantity) : 0;
    },
    ...[byMeasure, byUnit, byProposer],
  ),
});

const isOf = (rows: ThingRows, { projectId, requirementId }: PledgeRow, name: string): boolean => {
  const requirement = rows.one<RequirementRow>(requirementRows, { projectId, requirementId });
  return requirement !== undefined && same(requirement, measureIn(name));
};

const tookBack: readonly unknown[] = ['withdrawn', 'unit-left'];
const otherwise: readonly unknown[] = [...tookBack, 'lapsed', 'reallocated'];
const rest = ({ quantity, delivered: came }: PledgeRow): number => quantity - came;
const all = ({ quantity }: PledgeRow): number => quantity;
const isReleased = (row: PledgeRow, is: boolean): boolean => row.status === 'released' && is;

/** Of which pledges each figure is, and how much of each. */
const became: Readonly<Record<string, readonly [(row: PledgeRow) => boolean, (row: PledgeRow) => number]>> = {
  promised: [({ reallocatedFrom }) => reallocatedFrom === null, all],
  takenOver: [({ reallocatedFrom }) => reallocatedFrom !== null, all],
  waiting: [({ status }) => status === 'made', all],
  declined: [({ status }) => status === 'declined', all],
  open: [({ status }) => status === 'accepted', rest],
  delivered: [({ delivered: came }) => came > 0, ({ delivered: came }) => came],
  kept: [({ status }) => status === 'kept', all],
  withdrawn: [(row) => isReleased(row, tookBack.includes(row.cause)), rest],
  lapsed: [(row) => isReleased(row, row.cause === 'lapsed'), rest],
  released: [(row) => isReleased(row, !otherwise.includes(row.cause)), rest],
  moved: [(row) => isReleased(row, row.cause === 'reallocated'), rest],
};

const promised = (
  { unitId, period }: Whose,
  name: string,
  [which = '', field = '']: readonly string[],
): Figure | undefined => {
  const figure = became[which];
  if (!figure) return undefined;
  const [isOne, quantityOf] = figure;
  const measure = sumOf<PledgeRow>(
    pledgeRows,
    (row, rows) =>
      row.unitId === unitId && within(row.madeAt, period) && isOne(row) && isOf(rows, row, name)
        ? amountOf(field, quantityOf(row))
        : 0,
    byMeasure,
  );
  return { rule: 'promised-in-this-time', things: { category: 'project', naming: unitId }, measure };
};

const ofShared = (path: readonly string[], { unitId, period, timeZone }: Whose): Figure | undefined => {
  const [, name = '', when = '', field = ''] = path;
  const isOwn = (row: ResourceRow): boolean => row.unitId === unitId && isShared(name)(row);
  const things = { category: 'resource', naming: unitId } as const;
  if (when === 'stock') return usedStock(path, isOwn, things);
  const span = { from: Date.parse(period.from), to: Date.parse(period.until) };
  if (when === 'usedTime') return usedTime(path, { isOf: isOwn, timeZone, span }, field, things);
  const measure = sumOf<ResourceRow>(resourceRows, (row) => (isOwn(row) ? amountOf(when, row.quantity) : 0));
  return { rule: 'what-is-shared', things, measure };
};

const wasUsed: readonly string[] = ['used', 'handed-over', 'returned', 'issued', 'consumed'];
export const ofResource = beside<ResourceRow>(resourceRows, (row) => `${row.kind},${row.unitOfMeasure}`);

/** Of a capacity a booking counts when it begins, of a stock when it was asked for. */
const bookings = (
  { unitId, period }: Whose,
  name: string,
  field: string,
  whose: 'ownerId' | 'unitId',
  other: 'ownerId' | 'unitId',
): Figure => ({
  rule: 'used-by-others',
  things: { category: 'resource', naming: unitId },
  measure: sumOf<BookingRow>(
    bookingRows,
    (row, rows) => {
      if (row[whose] !== unitId || row[other] === unitId || row.pledgeId !== null) return 0;
      if (!wasUsed.includes(row.status) || !within(row.from ?? row.requestedAt, period)) return 0;
      const resource = rows.one<ResourceRow>(resourceRows, { resourceId: row.resourceId });
      return resource && same(resource, measureIn(name)) ? amountOf(field, row.quantity) : 0;
    },
    ofResource,
  ),
});

const motionsTabled = ({ unitId, period }: Whose): Figure => ({
  rule: 'counted-acts',
  things: { category: 'motion', naming: unitId },
  measure: sumOf<MotionRow>(decisionRegister, (row) => one(row.tabledBy === unitId && within(row.tabledAt, period))),
});

/** Actions of a unit that were given in a time, at a status, or all of them. */
export const actionsOf = ({ unitId, period }: Omit<Whose, 'timeZone'>, field: string): Figure => ({
  rule: 'actions-as-they-stand',
  things: { category: 'action', naming: unitId },
  measure: sumOf<ActionRow>(actionRows, (row) =>
    one(row.unitId === unitId && within(row.givenAt, period) && (field === 'given' || row.status === field)),
  ),
});
