import { Link, useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Badge, Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { Page } from '../../ui/page.js';
import { Timeline } from '../../ui/timeline.js';
import { PutToCommittee } from '../committee/put-to-committee.js';
import { Evaluations, Milestones, Reports } from './follow-up.js';
import { percentFigure } from './explained.js';
import { Fund } from './fund.js';
import { Requirements } from './requirements.js';
import './projects.css';

type Project = Schemas['ProjectView'];

const movesOn = [
  'SubmitProject',
  'StartProject',
  'CompleteProject',
  'EvaluateProject',
  'ReportProgress',
  'SetMilestone',
  'ReviseProject',
  'AppointReceiver',
];

/** One project: what it needs, who promised and delivered what, and what may be done next. */
export const ProjectPage = () => {
  const { t, text } = useWords();
  const { projectId = '' } = useParams();
  const project = useGet('/v1/alliances/{allianceId}/projects/{projectId}', { projectId });
  const it = project.data;
  return (
    <Page
      title={text(it?.title) || t('projects.project')}
      back={{ href: '/projects', title: t('projects.title') }}
      lead={it && <Lead project={it} />}
      actions={
        it && (
          <>
            {it.stage === 'submitted' && (
              <PutToCommittee about={{ kind: 'project', projectId, asks: 'approve' }} called={it.title} />
            )}
            <Acts
              of={it}
              first={movesOn}
              isSecond={it.stage === 'submitted'}
              without={['MakePledge']}
              hintsOf={(act) => hintsOf(act, it)}
            />
          </>
        )
      }
    >
      <Answered of={project}>
        {(found) => (
          <div className="two-columns aside">
            <Requirements project={found} />
            <div className="stack">
              {found.fund.length > 0 && <Fund project={found} />}
              <Milestones project={found} />
              <Reports project={found} />
              <Evaluations project={found} />
              <Timeline subjectId={projectId} />
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
};

const Lead = ({ project: it }: { project: Project }) => {
  const { t, percent } = useWords();
  return (
    <span className="row">
      <Status of={it.stage} />
      {it.percent !== null && (
        <span className="titled">
          <Badge tone="info">{t('projects.percentDone', { percent: percent(it.percent / 100) })}</Badge>
          <Explain title={t('explain.percentDone')} figures={percentFigure(it, t('explain.percentDone'))} />
        </span>
      )}
      <span>
        {t('projects.receiver')} <UnitName id={it.receiver} />
      </span>
      {it.proposedBy !== it.receiver && (
        <span>
          {t('projects.proposedBy')} <UnitName id={it.proposedBy} />
        </span>
      )}
      {it.decidedBy && <Link href={`/committee/motions/${it.decidedBy}`}>{t('projects.decidedBy')}</Link>}
    </span>
  );
};

/** What a project says of itself stands in the form of its revision already. */
const hintsOf = (act: string, { title, requirements }: Project) => {
  if (act !== 'ReviseProject') return {};
  const said = requirements.map(
    ({ requirementId, kind, description, unitOfMeasure, quantity, due, allowsSurplus }) => ({
      ...{ requirementId, kind, description, unitOfMeasure, quantity, allowsSurplus },
      ...(due !== null && { due }),
    }),
  );
  return { given: { title, requirements: said } };
};
