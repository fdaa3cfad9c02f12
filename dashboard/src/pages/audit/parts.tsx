import { useWords } from '../../i18n/language.js';
import { Parts } from '../../ui/parts.js';

const parts = [
  ['/audit', 'audit.anomalies'],
  ['/audit/changes', 'audit.changes'],
  ['/audit/samples', 'audit.samples'],
  ['/audit/proof', 'proof.title'],
  ['/audit/findings', 'findings.title'],
] as const;

/** The way between what an auditor looks at. */
export const AuditParts = () => <Parts label={useWords().t('audit.parts')} of={parts} />;
