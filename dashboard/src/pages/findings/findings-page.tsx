import { Acts } from '../../act/acts.js';
import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter, useFilter, useInAddress } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { actItems } from '../asked.js';
import { AuditParts } from '../audit/parts.js';
import { UnitFilter } from '../audit/unit-filter.js';
import { PositionsField } from './positions-field.js';

const statuses = ['overdue', 'raised', 'answered', 'closed', 'withdrawn'] as const;
const severities = ['high', 'medium', 'low'] as const;

/** What auditors found, what is due first at the top. */
export const FindingsPage = () => {
  const { t, text, day, value } = useWords();
  const { alliance } = useSession();
  const [unitId] = useInAddress('unit');
  const [status, severity] = [useFilter('status', statuses), useFilter('severity', severities)];
  const findings = useList('/v1/alliances/{allianceId}/findings', { status, severity, unitId, ...actItems });
  const options = (all: readonly string[]) => all.map((id) => ({ id, label: value(id) }));
  return (
    <Page
      title={t('findings.title')}
      lead={t('findings.lead')}
      actions={<Acts of={alliance} only={['RaiseFinding']} own={{ positions: PositionsField }} />}
    >
      <AuditParts />
      <div className="stack close no-print">
        <div className="filters">
          <Filter
            name="status"
            label={t('findings.status')}
            all={t('findings.anyStatus')}
            options={options(statuses)}
          />
          <Filter
            name="severity"
            label={t('findings.severity')}
            all={t('findings.anySeverity')}
            options={options(severities)}
          />
        </div>
        <div className="picks">
          <UnitFilter />
        </div>
      </div>
      <ListCard
        label={t('findings.title')}
        of={findings}
        none={t('findings.none')}
        keyOf={({ findingId }) => findingId}
        hrefOf={({ findingId }) => `/audit/findings/${findingId}`}
        columns={[
          { name: t('findings.one'), show: ({ title }) => text(title) },
          { name: t('findings.severity'), show: (finding) => value(finding.severity) },
          { name: t('findings.answers'), show: (finding) => <UnitName id={finding.unitId} plain /> },
          { name: t('findings.due'), show: ({ due }) => day(due) },
          { name: t('findings.status'), show: (finding) => <Status of={finding.status} /> },
        ]}
      />
    </Page>
  );
};
