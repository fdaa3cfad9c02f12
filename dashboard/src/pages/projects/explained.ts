import type { Schemas } from '../../api/query.js';
import { figuresOf, type Figure } from '../../explain/figure.js';
import type { Words } from '../../i18n/language.js';

type Project = Schemas['ProjectView'];
type Said = Pick<Words, 't'>;
const of = (projectId: string) => figuresOf({ path: `projects/${projectId}` });

export const requirementFigures = (
  projectId: string,
  { requirementId, quantity, pledged, delivered, short, unitOfMeasure }: Schemas['RequirementOnBoard'],
  { t }: Said,
): readonly Figure[] => {
  const figure = (label: string, field: string, value: number) =>
    of(projectId)(label, ['requirements', requirementId, field], value, unitOfMeasure);
  return [
    ...figure(t('projects.delivered'), 'delivered', delivered),
    ...figure(t('projects.pledged'), 'pledged', pledged),
    ...figure(t('projects.needed'), 'quantity', quantity),
    ...figure(t('overview.missing'), 'short', short),
  ];
};

export const fundFigures = ({ projectId, fund }: Project, { t }: Said): readonly Figure[] =>
  fund.flatMap(({ currency, balanceMinor, receivedMinor, spentMinor }) => {
    const figure = (label: string, field: string, value: number) =>
      of(projectId)(label, ['fund', currency, field], value, currency);
    return [
      ...figure(t('projects.balance'), 'balanceMinor', balanceMinor),
      ...figure(t('projects.received'), 'receivedMinor', receivedMinor),
      ...figure(t('projects.spent'), 'spentMinor', spentMinor),
    ];
  });

export const percentFigure = ({ projectId, percent }: Project, label: string): readonly Figure[] =>
  of(projectId)(label, ['percent'], percent, '%');
