import { view } from '#event-sourcing';
import { allianceStream, type AllianceEvent } from '../alliances/events.js';

/** By which clocks the alliance counts its days: all that projects need of the charter. */
export type Zone = { readonly timeZone?: string };

export const timeZone = view<AllianceEvent, Zone>('projects/time-zone', allianceStream, () => ({}), {
  AllianceFounded: (_, { charter: { timeZone } }) => ({ timeZone }),
  CharterAmended: (_, { charter: { timeZone } }) => ({ timeZone }),
});

/** The name of the time zone. */
export const nameOf = ({ timeZone }: Zone): string => {
  if (timeZone !== undefined) return timeZone;
  throw new Error('an alliance begins with its charter, and nobody acts in it before');
};
