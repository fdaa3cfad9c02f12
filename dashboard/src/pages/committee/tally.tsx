import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';

/** What is said of a vote: how many there are, and how they stand. */
export type Votes = Readonly<{
  entitled: number;
  ballots: number;
  for: number;
  against: number;
  abstain: number;
}>;

/** The votes of a motion; none before its vote is open. */
export const votesOf = (motion: Schemas['MotionRow']): Votes | undefined =>
  motion.entitled === null ? undefined : { ...motion, entitled: motion.entitled };

/** So many ballots make the quorum: 100 × ballots ≥ quorum × entitled. */
export const ballotsNeeded = (entitled: number, quorumPercent: number): number =>
  Math.ceil((quorumPercent * entitled) / 100);

/** How a vote stands, as one bar of all who are entitled; where the quorum is, is a mark in it. */
export const TallyBar = ({ of, quorumPercent }: { of: Votes; quorumPercent?: number | null | undefined }) => {
  const { t } = useWords();
  const { entitled, ballots, against, abstain } = of;
  const share = (part: number): string => `${entitled > 0 ? (100 * part) / entitled : 0}%`;
  const said = { yes: of.for, against, abstain, missing: Math.max(0, entitled - ballots) };
  return (
    <div className="tally-bar" role="img" aria-label={t('committee.tallySaid', said)}>
      <span data-is="for" style={{ width: share(of.for) }} />
      <span data-is="against" style={{ width: share(against) }} />
      <span data-is="abstain" style={{ width: share(abstain) }} />
      {quorumPercent !== null && quorumPercent !== undefined && (
        <i style={{ insetInlineStart: share(ballotsNeeded(entitled, quorumPercent)) }} />
      )}
    </div>
  );
};

/** A vote in figures, its bar, and whether enough have voted. */
export const Tally = ({ motion, of }: { motion: Schemas['MotionRow']; of: Votes }) => {
  const { t, value, number } = useWords();
  const { quorumPercent } = motion;
  const figures = [
    ['for', of.for],
    ['against', of.against],
    ['abstain', of.abstain],
    ['missing', Math.max(0, of.entitled - of.ballots)],
  ] as const;
  const needed = quorumPercent === null ? undefined : ballotsNeeded(of.entitled, quorumPercent);
  return (
    <div className="stack close">
      <dl className="tally">
        {figures.map(([is, count]) => (
          <div key={is} data-is={is}>
            <dt>{is === 'missing' ? t('committee.outstanding') : value(is)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <TallyBar of={of} quorumPercent={quorumPercent} />
      {needed !== undefined && (
        <p className="small soft">
          {of.ballots >= needed
            ? t('committee.quorumReached', { needed })
            : t('committee.quorumMissing', { needed, missing: needed - of.ballots })}
        </p>
      )}
    </div>
  );
};
