import { useParams } from 'wouter';
import { useGet } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { PrintButton } from '../../ui/button.js';
import { Page } from '../../ui/page.js';
import { PeriodFilter, usePeriod } from './period.js';
import { StatementDocument } from './statement.js';

/** The statement of one unit, to read and to print. */
export const StatementPage = () => {
  const { t, text, dayOf } = useWords();
  const { unitId = '' } = useParams();
  const period = usePeriod();
  const statement = useGet('/v1/alliances/{allianceId}/units/{unitId}/statement', { unitId, ...period });
  const { data } = statement;
  return (
    <Page
      title={data ? t('ours.statementOf', { unit: text(data.name) }) : t('ours.statement')}
      lead={t('ours.from', { from: dayOf(period.from), until: dayOf(period.until) })}
      back={{ href: `/units/${unitId}`, title: data ? text(data.name) : t('units.unit') }}
      actions={<PrintButton />}
    >
      <PeriodFilter />
      <Answered of={statement}>{(it) => <StatementDocument of={it} />}</Answered>
    </Page>
  );
};
