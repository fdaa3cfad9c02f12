import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Badge, Status } from '../../ui/badge.js';
import { EvidenceOf } from '../../ui/evidence.js';
import { LinesCard } from '../../ui/lines-card.js';
import { UnitName } from '../../ui/links.js';

type Project = Schemas['ProjectView'];
const base = '/v1/alliances/{allianceId}/projects/{projectId}';
const [milestones_items, reports_items] = [10, 5];

/** Where the project wants to be by when. */
export const Milestones = ({ project: { projectId, receiver } }: { project: Project }) => {
  const { t } = useWords();
  const milestones = useList(`${base}/milestones`, { projectId, limit: milestones_items });
  return (
    <LinesCard
      title={t('projects.milestones')}
      of={milestones}
      none={t('projects.noMilestones')}
      line={(each) => <MilestoneLine key={each.milestoneId} milestone={each} receiver={receiver} />}
    />
  );
};

const WithEvidence = ({ of: { evidence } }: { of: { evidence: Schemas['Evidence'] | null } }) =>
  evidence && (
    <>
      {' · '}
      <EvidenceOf evidence={evidence} />
    </>
  );

const MilestoneLine = ({ milestone: it, receiver }: { milestone: Schemas['MilestoneRow']; receiver: string }) => {
  const { t, text, day } = useWords();
  const { unit } = useSession();
  const { projectId, milestoneId, status } = it;
  const isOpen = unit?.unitId === receiver && (status === 'set' || status === 'missed');
  const { data } = useGet(`${base}/milestones/{milestoneId}`, { projectId, milestoneId }, isOpen);
  return (
    <li>
      <span>
        {text(it.title)}
        <small>
          {t('projects.due', { day: day(it.due) })}
          <WithEvidence of={it} />
        </small>
      </span>
      <span className="row">
        <Status of={status} />
        {data && isOpen && <Acts of={data} shown={1} />}
      </span>
    </li>
  );
};

/** What its unit said of how far it is. */
export const Reports = ({ project: { projectId } }: { project: Project }) => {
  const { t } = useWords();
  const reports = useList(`${base}/reports`, { projectId, limit: reports_items });
  return (
    <LinesCard
      title={t('projects.reports')}
      of={reports}
      none={t('projects.noReports')}
      line={(each) => <ReportLine key={each.reportId} report={each} />}
    />
  );
};

const ReportLine = ({ report: it }: { report: Schemas['ProgressRow'] }) => {
  const { t, dayOf, percent } = useWords();
  const { projectId, reportId } = it;
  const { data } = useGet(`${base}/reports/{reportId}`, { projectId, reportId });
  return (
    <li>
      <span>
        {data?.words ?? t('projects.report')}
        <small>
          {dayOf(it.reportedAt)}
          <WithEvidence of={it} />
        </small>
      </span>
      {it.percent !== null && <Badge tone="info">{percent(it.percent / 100)}</Badge>}
    </li>
  );
};

/** What units and beneficiaries say of it when it is done; nothing is shown before. */
export const Evaluations = ({ project: { projectId, evaluations: count } }: { project: Project }) => {
  const { t } = useWords();
  const evaluations = useList(`${base}/evaluations`, { projectId, limit: reports_items }, count > 0);
  return (
    <LinesCard
      title={t('projects.evaluations')}
      of={evaluations}
      line={(each) => <EvaluationLine key={each.evaluationId} evaluation={each} />}
    />
  );
};

const EvaluationLine = ({ evaluation: it }: { evaluation: Schemas['EvaluationRow'] }) => {
  const { t, value, dayOf } = useWords();
  const { projectId, evaluationId } = it;
  const { data } = useGet(`${base}/evaluations/{evaluationId}`, { projectId, evaluationId });
  return (
    <li>
      <span>
        <UnitName id={it.unitId} /> {data?.words}
        <small>
          {value(it.voice)} · {dayOf(it.evaluatedAt)}
        </small>
      </span>
      <span className="figures">{t('projects.score', { score: it.score })}</span>
    </li>
  );
};
