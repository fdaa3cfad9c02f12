import { now_ms } from '../../past/as-of.js';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Badge, Status } from '../../ui/badge.js';
import { PrintButton } from '../../ui/button.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { CommitteeParts } from './parts.js';

const results = ['carried', 'lost', 'quorum-missed'] as const;

/** What was decided, by how many, and when it is looked at again; on paper it is the register. */
export const DecisionsPage = () => {
  const { t, text, value, when } = useWords();
  const status = useFilter('result', results) ?? 'carried';
  const reviewDue = useFilter('review', ['due']) && ('true' as const);
  const decisions = useList('/v1/alliances/{allianceId}/motions', { status, reviewDue, limit: 50 });
  return (
    <Page
      title={t('committee.register')}
      lead={
        <span className="print-only">
          {value(status)} · {t('overview.printed', { when: when(new Date(now_ms()).toISOString()) })}
        </span>
      }
      actions={<PrintButton />}
    >
      <CommitteeParts />
      <div className="row apart no-print">
        <Filter
          name="result"
          label={t('committee.result')}
          all={value('carried')}
          options={results.slice(1).map((id) => ({ id, label: value(id) }))}
        />
        <Filter
          name="review"
          label={t('committee.reviewOn')}
          all={t('common.all')}
          options={[{ id: 'due', label: t('committee.reviewDue') }]}
        />
      </div>
      <ListCard
        label={t('committee.register')}
        of={decisions}
        none={t('committee.none')}
        keyOf={({ motionId }) => motionId}
        hrefOf={({ motionId }) => `/committee/motions/${motionId}`}
        columns={[
          { name: t('committee.motion'), show: ({ title }) => text(title) },
          { name: t('committee.decidedAt'), show: (motion) => <Decided of={motion} /> },
          { name: t('committee.tabledBy'), show: ({ tabledBy }) => <UnitName id={tabledBy} plain /> },
          { name: t('committee.result'), show: (motion) => <Status of={motion.status} /> },
          {
            name: t('committee.votes'),
            isNumber: true,
            show: (motion) => `${motion.for} / ${motion.against} / ${motion.abstain}`,
          },
          { name: t('committee.turnout'), isNumber: true, show: (motion) => <Turnout of={motion} /> },
          { name: t('committee.reviewOn'), show: (motion) => <Review of={motion} /> },
        ]}
      />
    </Page>
  );
};

type Motion = Schemas['MotionRow'];

const Decided = ({ of: { decidedAt } }: { of: Motion }) => {
  const { dayOf } = useWords();
  return <>{decidedAt && dayOf(decidedAt)}</>;
};

const Turnout = ({ of: { ballots, entitled } }: { of: Motion }) => {
  const { percent } = useWords();
  return <>{entitled ? percent(ballots / entitled) : '—'}</>;
};

const Review = ({ of: { reviewOn, reviewDue } }: { of: Motion }) => {
  const { t, day } = useWords();
  if (!reviewOn) return <span className="soft">—</span>;
  return (
    <>
      {day(reviewOn)} {reviewDue && <Badge tone="soon">{t('committee.reviewDue')}</Badge>}
    </>
  );
};
