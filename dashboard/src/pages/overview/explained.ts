import type { Schemas } from '../../api/query.js';
import { figuresOf, type Figure } from '../../explain/figure.js';
import type { Words } from '../../i18n/language.js';

type Dashboard = Schemas['Dashboard'];
type Counted = Schemas['MatterCount'];
type Said = Pick<Words, 't' | 'text' | 'value' | 'measure'>;
const figure = figuresOf({ path: 'dashboard' });

/** The open matters of some kinds, by kind and urgency. */
export const matterFigures = (matters: readonly Counted[], { value }: Said): readonly Figure[] =>
  matters.flatMap(({ kind, urgency, count }) =>
    figure(`${value(kind)} · ${value(urgency)}`, ['matters', `${kind},${urgency}`, 'count'], count),
  );

const measured = ({ kind, unitOfMeasure }: Readonly<{ kind: string; unitOfMeasure: string }>): string => `${kind},${unitOfMeasure}`; // prettier-ignore

/** What is shared: how many there are, less those that are paused. */
export const sharedFigures = (resources: Dashboard['resources'], { t, value }: Said): readonly Figure[] =>
  resources.flatMap((each) => {
    const what = `${value(each.kind)} · ${t('overview.count')}`;
    return [
      ...figure(what, ['resources', measured(each), 'count'], each.count),
      ...(each.paused > 0 ? figure(t('explain.paused', { what }), ['resources', measured(each), 'paused'], each.paused) : []), // prettier-ignore
    ];
  });

export const resourceFigures = (resources: Dashboard['resources'], said: Said): readonly Figure[] =>
  resources.flatMap((each) => {
    const { t, value, measure } = said;
    const at = ['resources', measured(each)];
    const [kind, unit] = [value(each.kind), each.unitOfMeasure];
    return [
      ...figure(`${kind} · ${measure(unit)}`, [...at, 'quantity'], each.quantity, unit),
      ...sharedFigures([each], said),
      ...figure(`${kind} · ${t('overview.last30')}`, [...at, 'last30Days', 'percent'], each.last30Days?.percent, '%'),
      ...figure(`${kind} · ${t('overview.next7')}`, [...at, 'next7Days', 'percent'], each.next7Days?.percent, '%'),
      ...figure(`${kind} · ${t('explain.stock')}`, [...at, 'stock', 'percent'], each.stock?.percent, '%'),
    ];
  });

/** What the projects underway need by kind, and each requirement that lacks the most. */
export const requirementFigures = (
  {
    requirements,
    shortfalls,
  }: Readonly<{ requirements: Dashboard['requirements']; shortfalls: Dashboard['shortfalls'] }>,
  { t, text, value }: Said,
): readonly Figure[] => [
  ...requirements.flatMap((each) => {
    const [at, unit] = [['requirements', measured(each)], each.unitOfMeasure];
    return (
      [
        ['needed', 'projects.needed'],
        ['pledged', 'overview.pledged'],
        ['delivered', 'overview.delivered'],
        ['short', 'overview.missing'],
      ] as const
    ).flatMap(([name, word]) => figure(`${value(each.kind)} · ${t(word)}`, [...at, name], each[name], unit));
  }),
  ...shortfalls.flatMap(({ requirementId, description, short, unitOfMeasure }) =>
    figure(
      `${text(description)} · ${t('overview.missing')}`,
      ['shortfalls', requirementId, 'short'],
      short,
      unitOfMeasure,
    ),
  ),
];

export const stageFigures = (projects: Dashboard['projects'], { value }: Said): readonly Figure[] =>
  projects.flatMap(({ stage, count }) => figure(value(stage), ['projects', stage, 'count'], count));

export const motionFigures = (motions: Dashboard['openMotions'], { t, text }: Said): readonly Figure[] =>
  motions.flatMap(({ motionId, title, ballots, entitled }) =>
    entitled === null
      ? []
      : [
          ...figure(`${text(title)} · ${t('explain.ballots')}`, ['openMotions', motionId, 'ballots'], ballots),
          ...figure(`${text(title)} · ${t('explain.entitled')}`, ['openMotions', motionId, 'entitled'], entitled),
        ],
  );

export const resultFigures = (results: Dashboard['results'], { t, value }: Said): readonly Figure[] =>
  results.flatMap(({ status, count, turnoutPercent }) => [
    ...figure(value(status), ['results', status, 'count'], count),
    ...figure(`${value(status)} · ${t('explain.turnout')}`, ['results', status, 'turnoutPercent'], turnoutPercent, '%'),
  ]);

export const memberFigures = (units: Dashboard['units'], { value }: Said): readonly Figure[] =>
  units
    .filter(({ status }) => status === 'admitted')
    .flatMap(({ status, kind, count }) => figure(value(kind), ['units', `${status},${kind}`, 'count'], count));
