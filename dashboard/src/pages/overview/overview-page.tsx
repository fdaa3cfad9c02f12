import { now_ms } from '../../past/as-of.js';
import { Suspense } from 'react';
import { Link } from 'wouter';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { LinkButton, PrintButton } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { lazily } from '../../ui/lazily.js';
import { MatterLine } from '../../ui/matter.js';
import { Card, Page } from '../../ui/page.js';
import { Empty, Skeleton } from '../../ui/state.js';
import { overviewMatters } from '../asked.js';
import { Decisions, Latest, Motions } from './committee-cards.js';
import { memberFigures } from './explained.js';
import { Figures } from './figures.js';
import { Requirements, Stages } from './project-cards.js';
import { ResourceUses } from './resource-card.js';
import './overview.css';

const { Shown: Trends } = lazily(async () => (await import('./trends.js')).Trends);

/** What is shared, what is short, what is late, and what awaits a decision. */
export const OverviewPage = () => {
  const words = useWords();
  const { t, text, when } = words;
  const dashboard = useGet('/v1/alliances/{allianceId}/dashboard', {});
  const matters = useList('/v1/alliances/{allianceId}/open-matters', overviewMatters);
  const lead = dashboard.data ? (
    <>
      {text(dashboard.data.area.name)} ·{' '}
      <Link href="/units?status=admitted">{t('overview.members', { n: membersOf(dashboard.data) })}</Link>{' '}
      <Explain title={t('explain.members')} figures={memberFigures(dashboard.data.units, words)} />
      <span className="print-only"> · {t('overview.printed', { when: when(new Date(now_ms()).toISOString()) })}</span>
    </>
  ) : (
    <></> // its line is kept for it
  );
  const actions = (
    <div className="row at-desk">
      <PrintButton />
      <LinkButton href="/wall">
        <Icon name="wall" />
        {t('navigation.wall')}
      </LinkButton>
    </div>
  );
  return (
    <Page title={t('overview.title')} lead={lead} actions={actions}>
      <Answered of={dashboard} waiting={<Waiting />}>
        {(it) => (
          <>
            <Figures of={it} />
            <div className="two-columns">
              <div className="stack">
                <Card title={t('overview.matters')} href="/matters">
                  <Answered of={matters} empty={<Empty title={t('overview.noMatters')} />}>
                    {(items) => (
                      <ul className="lines">
                        {items.map((matter) => (
                          <MatterLine key={`${matter.kind} ${matter.subject.id} ${matter.unitId}`} matter={matter} />
                        ))}
                      </ul>
                    )}
                  </Answered>
                </Card>
                <Requirements of={it} />
              </div>
              <div className="stack">
                <Motions of={it} />
                <Decisions of={it} />
                <Stages of={it} />
                <ResourceUses of={it} />
              </div>
            </div>
            <div className="two-columns">
              <Suspense fallback={<Skeleton />}>
                <Trends />
              </Suspense>
              <Latest of={it} />
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
};

const membersOf = ({ units }: Schemas['Dashboard']): number =>
  units.filter(({ status }) => status === 'admitted').reduce((sum, { count }) => sum + count, 0);

const Waiting = () => (
  <>
    <div className="figures-row">
      {[1, 2, 3, 4].map((n) => (
        <div key={n} className="card">
          <Skeleton lines={2} />
        </div>
      ))}
    </div>
    <div className="two-columns">
      <div className="card">
        <Skeleton lines={8} />
      </div>
      <div className="card">
        <Skeleton lines={8} />
      </div>
    </div>
  </>
);
