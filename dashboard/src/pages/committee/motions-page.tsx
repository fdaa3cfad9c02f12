import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { CommitteeListPage } from './list-page.js';
import { TallyBar, votesOf } from './tally.js';

const statuses = ['voting', 'tabled', 'carried', 'lost', 'quorum-missed', 'withdrawn'] as const;

/** All that was put to the units. */
export const MotionsPage = () => {
  const { t, text, value, dayOf } = useWords();
  const { unit } = useSession();
  const status = useFilter('status', statuses);
  const awaiting = useFilter('awaits', ['ours']) && unit?.unitId;
  const motions = useList('/v1/alliances/{allianceId}/motions', { status, awaiting });
  return (
    <CommitteeListPage
      part="motions"
      act="TableMotion"
      statuses={statuses}
      of={motions}
      keyOf={({ motionId }) => motionId}
      columns={[
        { name: t('committee.motion'), show: ({ title }) => text(title) },
        { name: t('committee.about'), show: ({ aboutKind }) => value(aboutKind) },
        { name: t('committee.tabledBy'), show: ({ tabledBy }) => <UnitName id={tabledBy} plain /> },
        { name: t('committee.tabledAt'), show: ({ tabledAt }) => dayOf(tabledAt) },
        { name: t('committee.vote'), show: (motion) => <SmallTally of={motion} /> },
        { name: t('committee.status'), show: (motion) => <Status of={motion.status} />, inCard: 'beside' },
      ]}
    >
      {unit && (
        <Filter
          name="awaits"
          label={t('committee.awaits')}
          all={t('committee.anyBallots')}
          options={[{ id: 'ours', label: t('committee.awaitsOurs') }]}
        />
      )}
    </CommitteeListPage>
  );
};

const SmallTally = ({ of }: { of: Schemas['MotionRow'] }) => {
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
