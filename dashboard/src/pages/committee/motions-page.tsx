import { useSearchParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { Parts } from './parts.js';
import { TallyBar, votesOf } from './tally.js';

const statuses = ['voting', 'tabled', 'carried', 'lost', 'quorum-missed', 'withdrawn'] as const;

/** All that was put to the units. */
export const MotionsPage = () => {
  const { t, text, value, dayOf } = useWords();
  const { alliance } = useSession();
  const [search] = useSearchParams();
  const status = statuses.find((each) => each === search.get('status'));
  const motions = useList('/v1/alliances/{allianceId}/motions', { status });
  return (
    <Page title={t('committee.motions')} actions={<Acts of={alliance} only={['TableMotion']} />}>
      <Parts />
      <Filter
        name="status"
        label={t('committee.status')}
        all={t('committee.anyStatus')}
        options={statuses.map((id) => ({ id, label: value(id) }))}
      />
      <Card flush>
        <Answered of={motions} empty={<Empty title={t('committee.none')} />}>
          {(items) => (
            <DataTable
              label={t('committee.motions')}
              items={items}
              keyOf={({ motionId }) => motionId}
              hrefOf={({ motionId }) => `/committee/motions/${motionId}`}
              columns={[
                { name: t('committee.motion'), show: ({ title }) => text(title) },
                { name: t('committee.about'), show: ({ aboutKind }) => value(aboutKind) },
                { name: t('committee.tabledBy'), show: ({ tabledBy }) => <UnitName id={tabledBy} plain /> },
                { name: t('committee.tabledAt'), show: ({ tabledAt }) => dayOf(tabledAt) },
                { name: t('committee.vote'), show: (motion) => <SmallTally of={motion} /> },
                { name: t('committee.status'), show: (motion) => <Status of={motion.status} /> },
              ]}
              more={motions.more}
              isFetchingMore={motions.isFetchingMore}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
};

const SmallTally = ({ of }: { of: Parameters<typeof votesOf>[0] }) => {
  const { t } = useWords();
  const votes = votesOf(of);
  if (!votes) return <span className="soft">—</span>;
  return (
    <span className="small-tally">
      <span className="small figures">
        {t('committee.ballotsOf', { cast: votes.ballots, entitled: votes.entitled })}
      </span>
      <TallyBar of={votes} quorumPercent={of.quorumPercent} />
    </span>
  );
};
