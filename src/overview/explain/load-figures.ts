import { pledgeRows, type PledgeRow } from '../../projects/pledge-rows.js';
import { bookingRows, type BookingRow } from '../../resources/booking-rows.js';
import { resourceRows, type ResourceRow } from '../../resources/resource-catalogue.js';
import { measureKeys, type Keys } from './figure-path.js';
import { measureIn, one, percentOf, same, within, type Figure } from './figure.js';
import { sumOf } from './measure.js';
import { actionsOf, delivered, ofResource, type Whose } from './statement-figures.js';
import { ballotsOf } from './taking-part.js';

export const loadFields = ['asked', 'gave', 'pledges', 'ballots', 'actions'];
export const loadKeys: Keys = { asked: measureKeys, gave: measureKeys };

type OfUnit = Omit<Whose, 'timeZone'>;

/** What a figure of a unit's load is made of; nothing where there is none. */
export const loadFigure = (path: readonly string[], whose: OfUnit): Figure | undefined => {
  const [list = '', name = '', field = ''] = path;
  if (field === 'percent') return percentOf('percent', path, 'quantity', 'all');
  const { unitId, period } = whose;
  switch (list) {
    case 'asked':
      return asked(whose, name, field);
    case 'gave':
      if (field === 'all') return delivered({ unitId: '', period }, name, 'quantity', () => true);
      return delivered(whose, name, field, ({ pledge }) => pledge.unitId === unitId);
    case 'pledges':
      return pledges(whose, name);
    case 'ballots':
      return ballotsOf(unitId, period, name);
    case 'actions':
      return actionsOf(whose, name);
    default:
      return undefined;
  }
};

const asked = ({ unitId, period }: OfUnit, name: string, field: string): Figure => {
  const ofAll = field === 'all';
  const measure = sumOf<BookingRow>(
    bookingRows,
    (row, rows) => {
      if (row.unitId === row.ownerId || !(ofAll || row.ownerId === unitId) || !within(row.requestedAt, period))
        return 0;
      const resource = rows.one<ResourceRow>(resourceRows, { resourceId: row.resourceId });
      if (!resource || !same(resource, measureIn(name))) return 0;
      return field === 'facts' ? 1 : row.quantity;
    },
    ofResource,
  );
  return { rule: 'asked-for', things: { category: 'resource', ...(!ofAll && { naming: unitId }) }, measure };
};

const tookBack: readonly unknown[] = ['withdrawn', 'unit-left'];

const counted: Readonly<Record<string, (row: PledgeRow) => boolean>> = {
  made: ({ reallocatedFrom }) => reallocatedFrom === null,
  kept: ({ status }) => status === 'kept',
  open: ({ status }) => status === 'made' || status === 'accepted',
  declined: ({ status }) => status === 'declined',
  withdrawn: ({ status, cause }) => status === 'released' && tookBack.includes(cause),
  lapsed: ({ status, cause }) => status === 'released' && cause === 'lapsed',
  released: ({ status, cause }) => status === 'released' && ![...tookBack, 'lapsed'].includes(cause),
};

const pledges = ({ unitId, period }: OfUnit, name: string): Figure | undefined => {
  const isOne = counted[name];
  if (!isOne) return undefined;
  const measure = sumOf<PledgeRow>(pledgeRows, (row) =>
    one(row.unitId === unitId && within(row.madeAt, period) && isOne(row)),
  );
  return { rule: 'promised-in-this-time', things: { category: 'project', naming: unitId }, measure };
};
