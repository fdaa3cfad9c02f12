import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Badge, Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { TallyBar, votesOf } from './tally.js';

/** Motions in lines, each with how its vote stands. */
export const MotionLines = ({
  of,
  ownUnitId,
}: {
  of: readonly Schemas['MotionRow'][];
  ownUnitId?: string | undefined;
}) => {
  const { t, text } = useWords();
  return (
    <ul className="lines">
      {of.map((motion) => {
        const votes = votesOf(motion);
        const awaitsUs = motion.status === 'voting' && ownUnitId !== undefined && motion.awaited.includes(ownUnitId);
        return (
          <li key={motion.motionId}>
            <span>
              <Link href={`/committee/motions/${motion.motionId}`}>{text(motion.title)}</Link>
              <small className="figures">
                <Standing of={motion} />
              </small>
              {votes && motion.status === 'voting' && <TallyBar of={votes} quorumPercent={motion.quorumPercent} />}
            </span>
            {awaitsUs ? <Badge tone="soon">{t('committee.yourBallot')}</Badge> : <Status of={motion.status} />}
          </li>
        );
      })}
    </ul>
  );
};

/** What one reads below a motion's title: its ballots and its end, or who tabled it. */
const Standing = ({ of }: { of: Schemas['MotionRow'] }) => {
  const { t, ago, dayOf } = useWords();
  const { status, entitled, ballots, closesAt, decidedAt, tabledBy } = of;
  if (entitled === null)
    return (
      <>
        {t('committee.tabledBy')} <UnitName id={tabledBy} plain />
      </>
    );
  const when =
    status === 'voting' ? closesAt && t('overview.closes', { when: ago(closesAt) }) : decidedAt && dayOf(decidedAt);
  return <>{[t('committee.ballotsOf', { cast: ballots, entitled }), when].filter(Boolean).join(' · ')}</>;
};
