import { Link } from 'wouter';
import { useGet, useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession, type MyUnit } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Button, LinkButton } from '../../ui/button.js';
import { MatterLine } from '../../ui/matter.js';
import { Card, Page } from '../../ui/page.js';
import { Empty, State } from '../../ui/state.js';
import { ownMatters } from '../asked.js';
import { OwnBookings } from './own-bookings.js';
import { PeriodFilter, usePeriod } from './period.js';
import { StatementDocument } from './statement.js';

/** What awaits the unit for which one acts, and its statement. */
export const OursPage = () => {
  const { t, text } = useWords();
  const { unit } = useSession();
  if (!unit)
    return (
      <Page title={t('ours.title')}>
        <Card>
          <State icon="ours" title={t('ours.noUnit')}>
            <p>{t('ours.noUnitHelp')}</p>
            <LinkButton href="/units">{t('ours.toUnits')}</LinkButton>
          </State>
        </Card>
      </Page>
    );
  const name = unit.name ? text(unit.name) : t('ours.title');
  return (
    <Page
      title={name}
      lead={unit.personName}
      actions={<LinkButton href={`/units/${unit.unitId}`}>{t('ours.toUnit')}</LinkButton>}
    >
      <Awaiting unit={unit} />
      <OwnBookings unit={unit} />
      <Statement unit={unit} />
    </Page>
  );
};

const Awaiting = ({ unit: { unitId } }: { unit: MyUnit }) => {
  const { t } = useWords();
  const path = '/v1/alliances/{allianceId}/units/{unitId}/open-matters';
  const matters = useList(path, { unitId, ...ownMatters });
  return (
    <Card title={t('ours.awaits')}>
      <Answered of={matters} empty={<Empty title={t('ours.nothing')} />}>
        {(items) => (
          <>
            <ul className="lines">
              {items.map((matter) => (
                <MatterLine key={`${matter.kind} ${matter.subject.id}`} matter={matter} isOurs />
              ))}
            </ul>
            {matters.more && <Button onPress={matters.more}>{t('common.showMore')}</Button>}
          </>
        )}
      </Answered>
    </Card>
  );
};

const Statement = ({ unit: { unitId } }: { unit: MyUnit }) => {
  const { t } = useWords();
  const period = usePeriod();
  const statement = useGet('/v1/alliances/{allianceId}/units/{unitId}/statement', { unitId, ...period });
  return (
    <section className="stack" aria-label={t('ours.statement')}>
      <div className="row apart">
        <h2>{t('ours.statement')}</h2>
        <Link href={`/units/${unitId}/statement`}>{t('ours.toStatement')}</Link>
      </div>
      <PeriodFilter />
      <Answered of={statement}>{(it) => <StatementDocument of={it} />}</Answered>
    </section>
  );
};
