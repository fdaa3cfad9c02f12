import { view } from '#event-sourcing';
import { allianceStream, type AllianceEvent, type Charter } from '../alliances/events.js';

/** On whose clocks availability is read, and how long an owner may think about a booking. */
export type BookingCharter = Readonly<Pick<Charter, 'timeZone'> & { approvalHours: number }>;
type InForce = { readonly charter?: BookingCharter };

/** What bookings need of the alliance's charter. */
export const charterInForce = view<AllianceEvent, InForce>('resources/charter-in-force', allianceStream, () => ({}), {
  AllianceFounded: (_, { charter }) => ({ charter: needed(charter) }),
  CharterAmended: (_, { charter }) => ({ charter: needed(charter) }),
});

/** Read beside the resource by whoever decides about times. */
export const besideCharter = {
  charter: { stream: charterInForce, id: (_: unknown, __: unknown, issue: { readonly tenantId: string }) => issue.tenantId },
}; // prettier-ignore

export const needed = ({ timeZone, bookingApprovalHours = 72 }: Charter): BookingCharter => ({
  timeZone,
  approvalHours: bookingApprovalHours,
});

export const charterOf = ({ charter }: InForce): BookingCharter => {
  if (charter) return charter;
  throw new Error('an alliance begins with its charter, and nobody acts in it before');
};
