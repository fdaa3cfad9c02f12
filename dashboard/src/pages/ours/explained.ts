import type { Schemas } from '../../api/query.js';
import { figuresOf, type Figure, type Source } from '../../explain/figure.js';
import type { Words } from '../../i18n/language.js';

type Statement = Schemas['UnitStatement'];
type Said = Pick<Words, 't' | 'value'>;
const measured = ({ kind, unitOfMeasure }: Readonly<{ kind: string; unitOfMeasure: string }>): string => `${kind},${unitOfMeasure}`; // prettier-ignore

/** The answer whose figures a statement shows. */
export const statementOf = ({ unitId, from, until }: Statement): Source => ({
  path: `units/${unitId}/statement`,
  asked: { from, until },
});

/** What was given, received, lent or borrowed: how much, and how often. */
export const measureFigures = (
  of: Source,
  list: 'gave' | 'received' | 'lent' | 'borrowed',
  measures: readonly Schemas['MeasureFigure'][],
  { t, value }: Said,
): readonly Figure[] =>
  measures.flatMap((each) => {
    const [at, unit] = [[list, measured(each)], each.unitOfMeasure];
    return [
      ...figuresOf(of)(value(each.kind), [...at, 'quantity'], each.quantity, unit),
      ...figuresOf(of)(`${value(each.kind)} · ${t('explain.howOften')}`, [...at, 'facts'], each.facts),
    ];
  });

const became = [
  ['promised', 'ours.promised'],
  ['takenOver', 'explain.takenOver'],
  ['delivered', 'ours.delivered'],
  ['kept', 'ours.kept'],
  ['open', 'ours.open'],
  ['withdrawn', 'explain.withdrawn'],
  ['lapsed', 'explain.lapsed'],
] as const;

export const promiseFigures = (of: Source, promises: Statement['promises'], { t, value }: Said): readonly Figure[] =>
  promises.flatMap((each) =>
    became.flatMap(([name, word]) =>
      figuresOf(of)(
        `${value(each.kind)} · ${t(word)}`,
        ['promises', measured(each), name, 'quantity'],
        each[name].quantity,
        each.unitOfMeasure,
      ),
    ),
  );

export const sharedFigures = (of: Source, shared: Statement['shared'], { t, value }: Said): readonly Figure[] =>
  shared.flatMap((each) => {
    const [at, kind] = [['shared', measured(each)], value(each.kind)];
    const used = `${kind} · ${t('explain.used')}`;
    return [
      ...figuresOf(of)(kind, [...at, 'quantity'], each.quantity, each.unitOfMeasure),
      ...figuresOf(of)(used, [...at, 'usedTime', 'percent'], each.usedTime?.percent, '%'),
      ...figuresOf(of)(used, [...at, 'stock', 'percent'], each.stock?.percent, '%'),
    ];
  });

export const tookPartFigures = (of: Source, statement: Statement, { t }: Said): readonly Figure[] => {
  const figure = figuresOf(of);
  const { sittings, ballots, motionsTabled, actions } = statement;
  const whole = (what: string) => `${what} · ${t('explain.entitled')}`;
  return [
    ...figure(t('ours.sittings'), ['sittings', 'taken'], sittings.taken),
    ...figure(whole(t('ours.sittings')), ['sittings', 'entitled'], sittings.entitled),
    ...figure(t('ours.ballots'), ['ballots', 'taken'], ballots.taken),
    ...figure(whole(t('ours.ballots')), ['ballots', 'entitled'], ballots.entitled),
    ...figure(t('ours.tabled'), ['motionsTabled'], motionsTabled),
    ...figure(t('ours.actions'), ['actions', 'done'], actions.done),
    ...figure(t('explain.actionsGiven'), ['actions', 'given'], actions.given),
    ...figure(t('ours.overdue'), ['actions', 'overdue'], actions.overdue),
  ];
};
