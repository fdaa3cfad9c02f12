import { Link } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { columnItems, inHand } from '../asked.js';
import { Badge } from '../../ui/badge.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { More } from '../../ui/more.js';
import { Page } from '../../ui/page.js';
import { Progress } from '../../ui/progress.js';
import './projects.css';

type Project = Schemas['ProjectOnBoard'];
type Stage = Project['stage'];

const over = ['evaluated', 'deferred', 'declined', 'cancelled'] as const satisfies readonly Stage[];
const requirements_shown = 4;

/** The projects by stage: what is waiting for a decision, what is short, what is nearly there. */
export const ProjectsPage = () => {
  const { t, value } = useWords();
  const { alliance, unit } = useSession();
  const which = useFilter('stage', ['over', ...inHand, ...over]);
  const stages = which === 'over' ? over : which ? [which] : inHand;
  const receiver = useFilter('unit', ['ours']) && unit?.unitId;
  const one = which !== undefined && which !== 'over' ? [{ id: which, label: value(which) }] : [];
  return (
    <Page
      title={t('projects.title')}
      lead={t('projects.lead')}
      actions={<Acts of={alliance} only={['ProposeProject']} />}
    >
      <div className="row apart">
        <Filter
          name="stage"
          label={t('projects.which')}
          all={t('projects.board')}
          options={[{ id: 'over', label: t('projects.over') }, ...one]}
        />
        {unit && (
          <Filter
            name="unit"
            label={t('projects.whose')}
            all={t('common.allUnits')}
            options={[{ id: 'ours', label: t('common.ours') }]}
          />
        )}
      </div>
      <div className="board" data-stages={stages.length}>
        {stages.map((stage) => (
          <section key={stage} aria-labelledby={`stage-${stage}`}>
            <h2 id={`stage-${stage}`}>
              <Link href={`/projects?stage=${stage}`}>{value(stage)}</Link>
            </h2>
            <Column stage={stage} receiver={receiver} />
          </section>
        ))}
      </div>
    </Page>
  );
};

const Column = ({ stage, receiver }: { stage: Stage; receiver: string | undefined }) => {
  const { t } = useWords();
  const projects = useList('/v1/alliances/{allianceId}/projects', { stage, receiver, ...columnItems });
  return (
    <Answered of={projects} empty={<p className="none">{t('projects.noneHere')}</p>}>
      {(items) => (
        <>
          <ul className="projects">
            {items.map((each) => (
              <li key={each.projectId}>
                <ProjectCard project={each} />
              </li>
            ))}
          </ul>
          <More of={projects} />
        </>
      )}
    </Answered>
  );
};

const ProjectCard = ({ project }: { project: Project }) => {
  const { t, text, percent } = useWords();
  const { projectId, title, receiver, requirements, percent: done } = project;
  const hidden = requirements.length - requirements_shown;
  return (
    <article className="card project-card">
      <h3>
        <Link href={`/projects/${projectId}`}>{text(title)}</Link>
      </h3>
      <p className="small soft">
        <UnitName id={receiver} plain />
      </p>
      {requirements.length === 0 && <p className="small soft">{t('projects.noRequirements')}</p>}
      {requirements.slice(0, requirements_shown).map((each) => (
        <Needed key={each.requirementId} requirement={each} />
      ))}
      {hidden > 0 && <p className="small soft">{t('projects.more', { n: hidden })}</p>}
      {done !== null && <Badge tone="info">{t('projects.percentDone', { percent: percent(done / 100) })}</Badge>}
    </article>
  );
};

const Needed = ({ requirement: it }: { requirement: Schemas['RequirementOnBoard'] }) => {
  const { t, text, amount } = useWords();
  const { quantity, pledged, delivered, unitOfMeasure, short } = it;
  const label = text(it.description);
  return (
    <div className="needed">
      <p>
        <span>{label}</span>
        <span className="soft figures">
          {short > 0 ? t('projects.short', { amount: amount(short, unitOfMeasure) }) : t('projects.covered')}
        </span>
      </p>
      <Progress needed={quantity} pledged={pledged} delivered={delivered} unitOfMeasure={unitOfMeasure} label={label} />
    </div>
  );
};
