import { useState } from 'react';
import { Act } from '../../act/acts.js';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Badge, type Tone } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { DataTable } from '../../ui/table.js';

type Motion = Schemas['MotionView'];
type Choice = Schemas['Ballot']['choice'];

const choices = ['for', 'against', 'abstain'] as const;
const tones: Readonly<Record<Choice, Tone>> = { for: 'good', against: 'late', abstain: 'quiet' };

const Said = ({ choice }: { choice: Choice | undefined }) => {
  const { t, value } = useWords();
  if (!choice) return <span className="soft">{t('committee.awaited')}</span>;
  return <Badge tone={tones[choice]}>{value(choice)}</Badge>;
};

/** Where this unit may vote: its voice in one press and a look, and what it said so far. No answer is preferred. */
export const OwnBallot = ({ of }: { of: Motion }) => {
  const { t, value } = useWords();
  const { unit } = useSession();
  const cast = of.cast.find(({ unitId }) => unitId === unit?.unitId);
  const act = of.acts.find(({ act: name }) => name === 'CastBallot');
  if (!act) return null;
  return (
    <section className="own-ballot no-print" data-cast={cast ? '' : undefined} aria-label={t('committee.choice')}>
      <div>
        <strong>{cast ? t('committee.youCast', { choice: value(cast.choice) }) : t('committee.yourBallot')}</strong>{' '}
        {cast && <span className="small">{t('committee.replace')}</span>}
      </div>
      <div className="row">
        {choices
          .filter((choice) => choice !== cast?.choice)
          .map((choice) => (
            // Of no thing: how others vote meanwhile is nothing that keeps one's own ballot back.
            <Act key={choice} {...act} given={{ choice }} label={value(choice)} />
          ))}
      </div>
    </section>
  );
};

const step = 20;

/** Each entitled unit's ballot: those that are cast, then those that are awaited. */
export const Ballots = ({ of: { cast, awaited } }: { of: Motion }) => {
  const { t, when } = useWords();
  const [shown, setShown] = useState(step);
  const rows: readonly { unitId: string; choice?: Choice; castAt?: string }[] = [
    ...cast.toSorted((a, b) => b.castAt.localeCompare(a.castAt)),
    ...awaited.map((unitId) => ({ unitId })),
  ];
  return (
    <DataTable
      label={t('committee.ballots')}
      items={rows.slice(0, shown)}
      more={rows.length > shown ? () => setShown(shown + step) : undefined}
      keyOf={({ unitId }) => unitId}
      columns={[
        { name: t('committee.unit'), show: ({ unitId }) => <UnitName id={unitId} /> },
        { name: t('committee.choice'), show: ({ choice }) => <Said choice={choice} /> },
        { name: t('committee.castAt'), show: ({ castAt }) => castAt && when(castAt) },
      ]}
    />
  );
};
