import { view } from '#event-sourcing';
import { allianceStream, type AllianceEvent } from '../alliances/events.js';
import { outOfBounds } from '../platform/due.js';

/** By which clocks an answer is due. */
export const clocks = view<AllianceEvent, { readonly timeZone?: string }>(
  'findings/clocks',
  allianceStream,
  () => ({}),
  {
    AllianceFounded: (_, { charter: { timeZone } }) => ({ timeZone }),
    CharterAmended: (_, { charter: { timeZone } }) => ({ timeZone }),
  },
);

/** The name of the time zone. */
export const zoneOf = ({ timeZone }: Readonly<{ timeZone?: string }>): string => {
  if (timeZone !== undefined) return timeZone;
  throw new Error('an alliance begins with its charter, and nobody acts in it before');
};

/** The rule that a day breaks on which no answer can be due. */
export const unfit = (due: string, timeZone: string, at: string) => {
  const bounds = outOfBounds(due, timeZone, at);
  return bounds !== undefined && (['answer-due-out-of-bounds', bounds] as const);
};
