import type { Schemas } from '../../api/query.js';
import { figuresOf, type Figure } from '../../explain/figure.js';
import type { Words } from '../../i18n/language.js';

type Load = Schemas['UnitLoad'];
type Period = Readonly<{ from: string; until: string }>;
const measured = ({ kind, unitOfMeasure }: Readonly<{ kind: string; unitOfMeasure: string }>): string => `${kind},${unitOfMeasure}`; // prettier-ignore

/** The figures of a unit's load are explained as those of that unit and that time. */
const loadOf = (unitId: string, { from, until }: Period) => figuresOf({ path: 'load', asked: { unitId, from, until } });

export const loadFigures = (
  { unitId, asked, gave, pledges, ballots, actions }: Load,
  period: Period,
  { t, value }: Pick<Words, 't' | 'value'>,
): readonly Figure[] => {
  const figure = loadOf(unitId, period);
  const shares = (list: 'asked' | 'gave', word: 'units.asked' | 'units.gave', of: Load['gave']) =>
    of.flatMap((each) => figure(`${t(word)} · ${value(each.kind)}`, [list, measured(each), 'quantity'], each.quantity, each.unitOfMeasure)); // prettier-ignore
  return [
    ...shares('asked', 'units.asked', asked),
    ...shares('gave', 'units.gave', gave),
    ...figure(t('units.pledges'), ['pledges', 'kept'], pledges.kept),
    ...figure(t('explain.pledgesMade'), ['pledges', 'made'], pledges.made),
    ...figure(t('units.ballots'), ['ballots', 'taken'], ballots.taken),
    ...figure(`${t('units.ballots')} · ${t('explain.entitled')}`, ['ballots', 'entitled'], ballots.entitled),
    ...figure(t('units.actionsDone'), ['actions', 'done'], actions.done),
    ...figure(t('explain.actionsGiven'), ['actions', 'given'], actions.given),
  ];
};

/** A unit's part of all that was given, or asked for. */
export const shareFigure = (
  { unitId, list, share }: Readonly<{ unitId: string; list: 'asked' | 'gave'; share: Load['gave'][number] }>,
  period: Period,
  label: string,
): readonly Figure[] => loadOf(unitId, period)(label, [list, measured(share), 'percent'], share.percent, '%');
