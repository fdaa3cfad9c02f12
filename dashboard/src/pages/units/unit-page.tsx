import { Link, useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { LinkButton } from '../../ui/button.js';
import { LinesCard } from '../../ui/lines-card.js';
import { PersonName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';

/** One unit: what it is, who acts for it, and what may be done with it. */
export const UnitPage = () => {
  const { t, text } = useWords();
  const { unitId = '' } = useParams();
  const unit = useGet('/v1/alliances/{allianceId}/units/{unitId}', { unitId });
  return (
    <Page
      title={text(unit.data?.name) || t('units.unit')}
      back={{ href: '/units', title: t('units.title') }}
      actions={
        unit.data && (
          <>
            <LinkButton href={`/history/stories/${unitId}`}>{t('history.story')}</LinkButton>
            <LinkButton href={`/units/${unitId}/statement`}>{t('ours.statement')}</LinkButton>
            <Acts of={unit.data} first={['AdmitUnit', 'GiveMandate']} />
          </>
        )
      }
    >
      <Answered of={unit}>
        {(it) => (
          <div className="cards">
            <About unit={it} />
            <Mandates unit={it} />
            {it.covers.length > 0 && <Covered unitId={it.unitId} />}
          </div>
        )}
      </Answered>
    </Page>
  );
};

const About = ({ unit }: { unit: Schemas['UnitView'] }) => {
  const { t, value, dayOf } = useWords();
  return (
    <Card title={t('units.about')}>
      <dl className="pairs">
        <dt>{t('units.kind')}</dt>
        <dd>{value(unit.kind)}</dd>
        <dt>{t('units.status')}</dt>
        <dd>
          <Status of={unit.status} /> <span className="soft small">{dayOf(unit.since)}</span>
        </dd>
        {unit.registeredCode && (
          <>
            <dt>{t('units.code')}</dt>
            <dd className="figures">{unit.registeredCode}</dd>
          </>
        )}
      </dl>
    </Card>
  );
};

const Mandates = ({ unit }: { unit: Schemas['UnitView'] }) => {
  const { t, value, dayOf } = useWords();
  if (unit.mandates.length === 0)
    return (
      <Card title={t('units.mandates')}>
        <Empty title={t('units.noMandates')} />
      </Card>
    );
  return (
    <Card title={t('units.mandates')}>
      <DataTable
        label={t('units.mandates')}
        items={unit.mandates}
        keyOf={({ mandateId }) => mandateId}
        columns={[
          { name: t('units.person'), show: ({ personId }) => <PersonName id={personId} /> },
          { name: t('units.mandate'), show: ({ kind }) => value(kind) },
          { name: t('units.from'), show: ({ from }) => dayOf(from) },
          { name: t('units.until'), show: ({ until }) => (until ? dayOf(until) : t('units.openEnded')) },
        ]}
      />
    </Card>
  );
};

const Covered = ({ unitId }: { unitId: string }) => {
  const { t, text, value } = useWords();
  const areas = useList('/v1/alliances/{allianceId}/areas', { coveredBy: unitId, limit: 20 });
  return (
    <LinesCard
      title={t('units.covers')}
      of={areas}
      none={t('units.noAreas')}
      line={({ areaId, name, level }) => (
        <li key={areaId}>
          <Link href={`/units/coverage?within=${areaId}`}>{text(name)}</Link>
          <small>{value(level)}</small>
        </li>
      )}
    />
  );
};
