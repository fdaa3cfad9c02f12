import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { requirementFigures, stageFigures } from './explained.js';
import { RequirementBars } from './requirement-bars.js';

type Dashboard = Schemas['Dashboard'];

/** What the projects underway need, by kind; below it the requirements that lack the most. */
export const Requirements = ({ of: { requirements, shortfalls } }: { of: Dashboard }) => {
  const words = useWords();
  const { t, text, amount, day } = words;
  const lacking = shortfalls.slice(0, shortfalls_max);
  const title = t('overview.requirements');
  const beside = <Explain title={title} figures={requirementFigures({ requirements, shortfalls: lacking }, words)} />;
  return (
    <Card title={title} href="/projects?stage=underway" beside={beside}>
      {requirements.length === 0 ? (
        <Empty title={t('overview.noRequirements')} />
      ) : (
        <div className="stack">
          <RequirementBars of={requirements} href="/matters?subjectType=requirement" />
          {shortfalls.length > 0 && (
            <ul className="lines">
              {lacking.map(({ projectId, title, requirementId, description, unitOfMeasure, short, due }) => (
                <li key={requirementId}>
                  <span>
                    <Link href={`/projects/${projectId}`}>{text(description)}</Link>
                    <small>
                      {text(title)}
                      {due && ` · ${day(due)}`}
                    </small>
                  </span>
                  <span className="figures">{t('overview.missingOf', { amount: amount(short, unitOfMeasure) })}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Card>
  );
};
const shortfalls_max = 4;

export const Stages = ({ of: { projects } }: { of: Dashboard }) => {
  const words = useWords();
  const { t, number } = words;
  const title = t('overview.byStage');
  if (projects.length === 0) return null;
  return (
    <Card title={title} href="/projects" beside={<Explain title={title} figures={stageFigures(projects, words)} />}>
      <ul className="lines">
        {projects.map(({ stage, count }) => (
          <li key={stage}>
            <Link href={`/projects?stage=${stage}`}>
              <Status of={stage} />
            </Link>
            <span className="figures">{number(count)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
