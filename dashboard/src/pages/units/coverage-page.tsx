import { useState } from 'react';
import { Link } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Filter, useFilter, useInAddress } from '../../ui/filter.js';
import { areaItems } from '../asked.js';
import { ListCard } from '../../ui/list-card.js';
import { Card, Page } from '../../ui/page.js';
import { UnitParts } from './parts.js';

type Area = Schemas['CoveredArea'];
const levels = ['district', 'street', 'community', 'estate', 'building-group', 'building'] as const;

/** The tree of areas, a part at a time, and by how many units each is covered. */
export const CoveragePage = () => {
  const { t, text, value } = useWords();
  const { alliance } = useSession();
  const [within] = useInAddress('within');
  const level = useFilter('level', levels);
  const area = useGet('/v1/alliances/{allianceId}/areas/{areaId}', { areaId: within ?? '' }, within !== undefined);
  const above = area.data?.parentId;
  const upwards = above ? `/units/coverage?within=${above}` : '/units/coverage';
  return (
    <Page
      title={within ? text(area.data?.name) || t('units.area') : t('units.coverage')}
      lead={area.data ? <AreaLead of={area.data} /> : t('units.coverageLead')}
      {...(within && { back: { href: upwards, title: t('units.coverage') } })}
      actions={
        within ? (
          area.data && <Acts of={area.data} given={{ name: area.data.name }} />
        ) : (
          <Acts of={alliance} only={['AddAreas']} />
        )
      }
    >
      <UnitParts />
      {within ? (
        <Answered of={area}>{({ coveredBy }) => <CoveredBy of={coveredBy} />}</Answered>
      ) : (
        <Filter
          name="level"
          label={t('units.level')}
          all={t('units.anyLevel')}
          options={levels.map((id) => ({ id, label: value(id) }))}
        />
      )}
      <Areas within={within} level={level} />
    </Page>
  );
};

/** Its level, and that it is closed, where it is. */
const AreaLead = ({ of: { level, status } }: { of: Schemas['AreaView'] }) => {
  const { value } = useWords();
  return (
    <span className="row">
      {value(level)} {status === 'closed' && <Badge>{value('area-closed')}</Badge>}
    </span>
  );
};

const CoveredBy = ({ of }: { of: Schemas['AreaView']['coveredBy'] }) => {
  const { t, text } = useWords();
  const [shown, setShown] = useState(covering_max);
  return (
    <Card title={t('units.covering')}>
      {of.length === 0 && <p className="soft">{t('units.uncovered')}</p>}
      <ul className="lines">
        {of.slice(0, shown).map(({ unitId, name }) => (
          <li key={unitId}>
            <Link href={`/units/${unitId}`}>{text(name)}</Link>
          </li>
        ))}
      </ul>
      {of.length > shown && <Button onPress={() => setShown(shown + covering_max)}>{t('common.showMore')}</Button>}
    </Card>
  );
};
const covering_max = 20;

/** Those that lie directly in an area, or in no other, or all of a level; each leads to those within it. */
const Areas = ({ within, level }: { within: string | undefined; level: Area['level'] | undefined }) => {
  const { t, text, value, number } = useWords();
  const areas = useList('/v1/alliances/{allianceId}/areas', {
    within,
    level: within ? undefined : level,
    ...areaItems,
  });
  return (
    <ListCard
      label={t('units.coverage')}
      of={areas}
      none={t('units.noAreas')}
      keyOf={({ areaId }) => areaId}
      hrefOf={({ areaId }) => `/units/coverage?within=${areaId}`}
      columns={[
        { name: t('units.area'), show: ({ name }) => text(name) },
        { name: t('units.level'), show: (area) => <span className="soft">{value(area.level)}</span> },
        {
          name: t('units.population'),
          isNumber: true,
          show: ({ population }) => (population === null ? '—' : number(population)),
        },
        {
          name: t('units.covering'),
          isNumber: true,
          show: ({ units }) => (units > 0 ? number(units) : <Badge tone="soon">{t('units.uncovered')}</Badge>),
        },
      ]}
    />
  );
};
