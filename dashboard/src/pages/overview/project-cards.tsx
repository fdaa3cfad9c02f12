import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { Card } from '../../ui/page.js';
import { Progress } from '../../ui/progress.js';
import { Empty } from '../../ui/state.js';

type Dashboard = Schemas['Dashboard'];

/** What the projects underway need, by kind; below it the requirements that lack the most. */
export const Requirements = ({ of: { requirements, shortfalls } }: { of: Dashboard }) => {
  const { t, value, text, amount, day } = useWords();
  return (
    <Card title={t('overview.requirements')} href="/projects?stage=underway">
      {requirements.length === 0 ? (
        <Empty title={t('overview.noRequirements')} />
      ) : (
        <div className="stack">
          <ul className="stack">
            {requirements.map(({ kind, unitOfMeasure, needed, pledged, delivered, short }) => (
              <li key={`${kind} ${unitOfMeasure}`} className="requirement">
                <div className="row apart">
                  <span>
                    {value(kind)}{' '}
                    <span className="small soft">
                      {t('overview.needed', { amount: amount(needed, unitOfMeasure) })}
                    </span>
                  </span>
                  <span className="small figures">
                    {short > 0
                      ? t('overview.missingOf', { amount: amount(short, unitOfMeasure) })
                      : t('overview.covered')}
                  </span>
                </div>
                <Progress {...{ needed, pledged, delivered, unitOfMeasure }} label={value(kind)} />
              </li>
            ))}
          </ul>
          <p className="legend small soft" aria-hidden="true">
            <span data-is="delivered">{t('overview.delivered')}</span>
            <span data-is="pledged">{t('overview.pledged')}</span>
            <span data-is="missing">{t('overview.missing')}</span>
          </p>
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
