import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { RequirementBars } from './requirement-bars.js';

type Dashboard = Schemas['Dashboard'];

/** What the projects underway need, by kind; below it the requirements that lack the most. */
export const Requirements = ({ of: { requirements, shortfalls } }: { of: Dashboard }) => {
  const { t, text, amount, day } = useWords();
  return (
    <Card title={t('overview.requirements')} href="/projects?stage=underway">
      {requirements.length === 0 ? (
        <Empty title={t('overview.noRequirements')} />
      ) : (
        <div className="stack">
          <RequirementBars of={requirements} href="/matters?subjectType=requirement" />
          {shortfalls.length > 0 && (
            <ul className="lines">
              {shortfalls
                .slice(0, shortfalls_max)
                .map(({ projectId, title, requirementId, description, unitOfMeasure, short, due }) => (
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
  const { t, number } = useWords();
  if (projects.length === 0) return null;
  return (
    <Card title={t('overview.byStage')} href="/projects">
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
