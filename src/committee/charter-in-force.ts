import { view } from '#event-sourcing';
import { allianceStream, type AllianceEvent, type Charter } from '../alliances/events.js';
import type { Rules } from './result.js';

type Needed = Readonly<Pick<Charter, 'votingRule' | 'quorumPercent' | 'timeZone' | 'noticeDays'>>;

/** By which rules the committee meets and decides: all that it needs to know of the charter. */
type CharterInForce = { readonly charter?: Needed };

export const charterInForce = view<AllianceEvent, CharterInForce>(
  'committee/charter-in-force',
  allianceStream,
  () => ({}),
  {
    AllianceFounded: (_, { charter }) => ({ charter: needed(charter) }),
    CharterAmended: (_, { charter }) => ({ charter: needed(charter) }),
  },
);

const needed = ({ votingRule, quorumPercent, timeZone, noticeDays }: Charter): Needed => ({
  votingRule,
  quorumPercent,
  timeZone,
  noticeDays,
});

export const charterOf = ({ charter }: CharterInForce): Needed => {
  if (charter) return charter;
  throw new Error('an alliance begins with its charter, and nobody acts in it before');
};

export const rulesOf = (inForce: CharterInForce): Rules => {
  const { votingRule, quorumPercent } = charterOf(inForce);
  return { votingRule, quorumPercent };
};
