import { view } from '#event-sourcing';
import { allianceStream, type AllianceEvent } from '../alliances/events.js';
import type { Rules } from './result.js';

/** By which rules the committee decides: all that it needs to know of the charter. */
type CharterInForce = { readonly rules?: Rules };

export const charterInForce = view<AllianceEvent, CharterInForce>(allianceStream, () => ({}), {
  AllianceFounded: (_, { charter: { votingRule, quorumPercent } }) => ({ rules: { votingRule, quorumPercent } }),
  CharterAmended: (_, { charter: { votingRule, quorumPercent } }) => ({ rules: { votingRule, quorumPercent } }),
});

export const rulesOf = ({ rules }: CharterInForce): Rules => {
  if (rules) return rules;
  throw new Error('an alliance begins with its charter, and nobody acts in it before');
};
