import { useState } from 'react';
import { Act } from '../../act/acts.js';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/page.js';
import { Progress } from '../../ui/progress.js';
import { Empty } from '../../ui/state.js';
import { requirementFigures } from './explained.js';
import { PledgeLine } from './pledges.js';

type Project = Schemas['ProjectView'];
type Requirement = Schemas['RequirementOnBoard'];

/** As many pledges as the project's own answer holds. */
const answered_max = 500;

/** What a project needs; with each requirement who promised to it, and what arrived. */
export const Requirements = ({ project }: { project: Project }) => {
  const { t } = useWords();
  const { requirements, pledges, deliveries } = project;
  if (requirements.length === 0)
    return (
      <Card title={t('projects.requirements')}>
        <Empty title={t('projects.noRequirements')} />
      </Card>
    );
  return (
    <div className="stack">
      {requirements.map((each) => (
        <RequirementCard key={each.requirementId} requirement={each} project={project} />
      ))}
      {(pledges.length === answered_max || deliveries.length === answered_max) && (
        <p className="small soft">{t('projects.olderElsewhere')}</p>
      )}
    </div>
  );
};

const RequirementCard = ({ requirement: it, project }: { requirement: Requirement; project: Project }) => {
  const words = useWords();
  const { t, text, day, value } = words;
  const name = text(it.description);
  const pledge = project.acts.find(({ act }) => act === 'MakePledge');
  const takes = it.short > 0 || it.allowsSurplus;
  return (
    <Card>
      <div className="stack close">
        <div className="row apart">
          <div>
            <div className="titled">
              <h2>{name}</h2>
              <Explain title={name} figures={requirementFigures(project.projectId, it, words)} />
            </div>
            <p className="small soft">
              {value(it.kind)}
              {it.due && <> · {t('projects.due', { day: day(it.due) })}</>}
            </p>
          </div>
          {pledge && takes && (
            <Act
              {...pledge}
              thing={project}
              given={{ requirementId: it.requirementId }}
              unitOfMeasure={it.unitOfMeasure}
            />
          )}
        </div>
        <Standing requirement={it} />
        <Pledges requirement={it} project={project} />
      </div>
    </Card>
  );
};

/** Needed, pledged, delivered: as a bar, and as the figures that it stands for. */
const Standing = ({ requirement: it }: { requirement: Requirement }) => {
  const { t, text, amount } = useWords();
  const { quantity, pledged, delivered, unitOfMeasure, short } = it;
  const figures = [
    ['delivered', t('projects.delivered'), delivered],
    ['pledged', t('projects.pledged'), pledged],
    ['needed', t('projects.needed'), quantity],
  ] as const;
  return (
    <div className="standing">
      <Progress
        needed={quantity}
        pledged={pledged}
        delivered={delivered}
        unitOfMeasure={unitOfMeasure}
        label={text(it.description)}
      />
      <dl>
        {figures.map(([name, said, figure]) => (
          <div key={name} data-part={name}>
            <dt>{said}</dt>
            <dd className="figures">{amount(figure, unitOfMeasure)}</dd>
          </div>
        ))}
        <div>
          <dt className="unseen">{t('projects.short', { amount: '' })}</dt>
          <dd>
            {short > 0 && <Badge tone="soon">{t('projects.short', { amount: amount(short, unitOfMeasure) })}</Badge>}
            {short === 0 && delivered < quantity && <Badge tone="info">{t('projects.covered')}</Badge>}
            {delivered >= quantity && <Badge tone="good">{t('projects.complete')}</Badge>}
          </dd>
        </div>
      </dl>
    </div>
  );
};

const step_items = 8;
/** What waits for somebody stands first, what came to nothing last. */
const order: readonly Schemas['PledgeRow']['status'][] = ['made', 'accepted', 'kept', 'released', 'declined'];

const Pledges = ({ requirement, project }: { requirement: Requirement; project: Project }) => {
  const { t } = useWords();
  const [shown, setShown] = useState(step_items);
  const { requirementId, unitOfMeasure } = requirement;
  const pledges = project.pledges
    .filter((each) => each.requirementId === requirementId)
    .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  if (pledges.length === 0) return <p className="small soft">{t('projects.noPledges')}</p>;
  return (
    <>
      <ul className="lines">
        {pledges.slice(0, shown).map((each) => (
          <PledgeLine
            key={each.pledgeId}
            pledge={each}
            deliveries={project.deliveries.filter(({ pledgeId }) => pledgeId === each.pledgeId)}
            receiver={project.receiver}
            unitOfMeasure={unitOfMeasure}
          />
        ))}
      </ul>
      {pledges.length > shown && (
        <div>
          <Button look="plain" onPress={() => setShown(shown + step_items)}>
            {t('projects.moreOf', { n: pledges.length - shown })}
          </Button>
        </div>
      )}
    </>
  );
};
