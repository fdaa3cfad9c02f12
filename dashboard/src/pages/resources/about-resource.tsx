import type { ReactNode } from 'react';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { LinesCard } from '../../ui/lines-card.js';
import { ThingName, UnitName } from '../../ui/links.js';
import { Pairs } from '../../ui/pairs.js';
import { Card } from '../../ui/page.js';
import { ruleInWords } from '../../ui/rule-in-words.js';

type Resource = Schemas['ResourceView'];

/** What it is, how much of it there is, and on which terms. */
export const AboutResource = ({ resource: it }: { resource: Resource }) => {
  const words = useWords();
  const { t, text, value, amount, number } = words;
  const pairs: readonly (readonly [name: string, shown: ReactNode])[] = [
    [t('resources.times'), it.availability ? ruleInWords(it.availability, words) : t('resources.anyTime')],
    [t('resources.quantity'), amount(it.quantity, it.unitOfMeasure)],
    [t('resources.free'), !it.availability && amount(it.free, it.unitOfMeasure)],
    [t('resources.inUse'), it.used > 0 && amount(it.used, it.unitOfMeasure)],
    [t('resources.consumed'), it.consumed > 0 && amount(it.consumed, it.unitOfMeasure)],
    [t('resources.approval'), value(it.approval)],
    [t('resources.bookableBy'), <Bookers key="bookers" ids={it.bookableBy} />],
    [t('resources.notice'), it.noticeHours !== null && t('resources.noticeHours', { n: it.noticeHours })],
    [t('resources.quota'), it.quotaPerWeek !== null && number(it.quotaPerWeek)],
    [t('resources.terms'), text(it.terms)],
  ];
  return (
    <Card title={t('resources.about')}>
      <Pairs of={pairs} />
    </Card>
  );
};

const Bookers = ({ ids }: { ids: readonly string[] | null }) => {
  const { t } = useWords();
  if (ids === null) return <>{t('resources.allUnits')}</>;
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <UnitName id={id} />
        </li>
      ))}
    </ul>
  );
};

const allocations_items = 10;

/** What of it is set aside for pledges, and for which project. */
export const Allocations = ({ resource }: { resource: Resource }) => {
  const { t, amount, dayOf } = useWords();
  const { resourceId, unitOfMeasure, allocated } = resource;
  const path = '/v1/alliances/{allianceId}/resources/{resourceId}/allocations';
  return (
    <LinesCard
      title={t('resources.allocations')}
      of={useList(path, { resourceId, limit: allocations_items }, allocated > 0)}
      line={({ pledgeId, projectId, quantity, since }) => (
        <li key={pledgeId}>
          <span>
            <ThingName type="project" id={projectId} />
            <small>{dayOf(since)}</small>
          </span>
          <span className="figures">{amount(quantity, unitOfMeasure)}</span>
        </li>
      )}
    />
  );
};
