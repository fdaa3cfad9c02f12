import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Badge, Status } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EvidenceOf } from '../../ui/evidence.js';
import { UnitName } from '../../ui/links.js';
import { Card } from '../../ui/page.js';
import { Answered } from '../../ui/state.js';

type Project = Schemas['ProjectView'];
const base = '/v1/alliances/{allianceId}/projects/{projectId}';
const [milestones_items, reports_items] = [10, 5];

/** Where the project wants to be by when. */
export const Milestones = ({ project: { projectId, receiver } }: { project: Project }) => {
  const { t } = useWords();
  const milestones = useList(`${base}/milestones`, { projectId, limit: milestones_items });
  return (
    <Card title={t('projects.milestones')}>
      <Answered of={milestones} empty={<p className="small soft">{t('projects.noMilestones')}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((each) => (
              <MilestoneLine key={each.milestoneId} milestone={each} receiver={receiver} />
            ))}
          </ul>
        )}
      </Answered>
      <More more={milestones.more} />
    </Card>
  );
};

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
          {it.evidence && (
            <>
              {' · '}
              <EvidenceOf evidence={it.evidence} />
            </>
          )}
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
    <Card title={t('projects.reports')}>
      <Answered of={reports} empty={<p className="small soft">{t('projects.noReports')}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((each) => (
              <ReportLine key={each.reportId} report={each} />
            ))}
          </ul>
        )}
      </Answered>
      <More more={reports.more} />
    </Card>
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
          {it.evidence && (
            <>
              {' · '}
              <EvidenceOf evidence={it.evidence} />
            </>
          )}
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
  if (count === 0) return null;
  return (
    <Card title={t('projects.evaluations')}>
      <Answered of={evaluations}>
        {(items) => (
          <ul className="lines">
            {items.map((each) => (
              <EvaluationLine key={each.evaluationId} evaluation={each} />
            ))}
          </ul>
        )}
      </Answered>
      <More more={evaluations.more} />
    </Card>
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

const More = ({ more }: { more: (() => void) | undefined }) => {
  const { t } = useWords();
  return more ? (
    <Button look="plain" onPress={more}>
      {t('common.showMore')}
    </Button>
  ) : null;
};
