import { endOf } from '../../src/resources/bookings.js';
import type { Resource } from '../../src/resources/resource.js';
import type { Lifecycle, Move } from './explore.js';
import { clock, founded, name, of, reaction } from './people.js';

const [owner, booker, other] = [of('school'), of('bank'), of('committee')];
const saturdays = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT4H' };
const offer = { name, kind: 'venue', unitOfMeasure: 'rooms', quantity: 1 };
const hall = { ...offer, approval: 'owner', availability: saturdays };
const time = { from: '2026-11-14T01:00:00.000Z', to: '2026-11-14T02:00:00.000Z' };
const week_later = { from: '2026-11-21T01:00:00.000Z', to: '2026-11-21T02:00:00.000Z' };
const everySaturday = { ...saturdays, from: '2026-11-14', rrule: `${saturdays.rrule};COUNT=2`, duration: 'PT1H' };
const pledge = { projectId: 'project', pledgeId: 'pledge', quantity: 1 };
const why = { reason: 'Because' };
const booking = { bookingId: 'ours' };

/** What may be done with a booking, beside making it. */
const ofBooking: readonly Move[] = [
  ...[owner, booker].flatMap((by): readonly Move[] => [{ command: 'CancelBooking', by, body: { ...booking, ...why } }]),
  { command: 'CancelBooking', by: reaction, body: booking },
  { command: 'ConfirmBooking', by: owner, body: booking },
  { command: 'DeclineBooking', by: owner, body: { ...booking, ...why } },
  { command: 'AcceptPromotion', by: booker, body: booking },
  { command: 'HandOverBooking', by: owner, body: booking },
  { command: 'ReturnBooking', by: owner, body: { ...booking, condition: 'as-given' } },
  { command: 'ConsumeBooking', by: owner, body: booking },
  { command: 'ReportNoShow', by: owner, body: booking },
  { command: 'LetBookingRunOut', by: clock, body: { deadlineKey: 'ours' } },
];
/** What else happens to the resource of a booking. */
const ofResource: readonly Move[] = [
  { command: 'PauseResource', by: owner },
  { command: 'ResumeResource', by: owner },
  { command: 'WithdrawResource', by: owner, body: { ...why, releaseAllocations: true, cancelBookings: true } },
  { command: 'AllocateToPledge', by: reaction, body: pledge },
  { command: 'ReleaseAllocation', by: reaction, body: pledge },
  { command: 'MoveAllocation', by: reaction, body: { ...pledge, pledgeId: 'another', fromPledgeId: 'pledge' } },
];

const bookingStatus = (resource: Resource): string => {
  if (resource.status === 'absent') return 'absent';
  return resource.bookings.open.get('ours')?.status ?? endOf(resource.bookings, 'ours') ?? 'absent';
};

const isAboutOurs = ({ body = {} }: Move): boolean => 'bookingId' in body && body.bookingId === 'ours';
/** Two moments are the same when the bookings stand the same, whenever that came about. */
const bookingsIn = (resource: Resource) => {
  if (resource.status === 'absent') return [];
  const { status, offer, bookings } = resource;
  const open = [...bookings.open].map(([id, { status, from, quantity }]) => [id, status, from, quantity]);
  return [
    status,
    offer.approval,
    offer.quantity,
    open,
    [...bookings.past.keys()].map((id) => [id, endOf(bookings, id)]),
  ];
};

const base = { category: 'resource', subject: 'hall', before: founded };

export const resource: Lifecycle = {
  ...base,
  thing: 'resource',
  status: ({ status }: Resource) => status,
  instants: ['2026-11-01T00:00:00.000Z'],
  moves: [
    { command: 'OfferResource', by: owner, body: hall },
    { command: 'ReviseResource', by: owner, body: { ...hall, quantity: 2 } },
    ...ofResource,
    { command: 'BookResource', by: booker, body: { ...booking, quantity: 1, ...time } },
    {
      command: 'BookSeries',
      by: booker,
      body: { seriesId: '00000000-0000-4000-8000-0000000000aa', quantity: 1, times: everySaturday },
    },
    { command: 'CancelSeries', by: booker, body: { seriesId: '00000000-0000-4000-8000-0000000000aa' } },
  ],
};

export const bookingOfTime: Lifecycle = {
  ...base,
  thing: 'booking of a time',
  status: bookingStatus,
  key: bookingsIn,
  before: [...founded, ['resource', 'hall', 'ResourceOffered', { unitId: 'school', ...hall, noticeHours: 24 }]],
  // Far ahead, after the owner's hours, once it has begun, and once it is over.
  instants: [
    '2026-11-01T00:00:00.000Z',
    '2026-11-12T00:00:00.000Z',
    '2026-11-14T01:00:00.000Z',
    '2026-11-15T00:00:00.000Z',
  ],
  moves: [
    { command: 'BookResource', by: booker, body: { ...booking, quantity: 1, ...time, waitlist: true } },
    { command: 'BookResource', by: other, body: { bookingId: 'theirs', quantity: 1, ...time } },
    { command: 'CancelBooking', by: other, body: { bookingId: 'theirs' } },
    { command: 'LetBookingRunOut', by: clock, body: { deadlineKey: 'theirs' } },
    { command: 'RescheduleBooking', by: booker, body: { ...booking, ...week_later } },
    { command: 'ReviseResource', by: owner, body: { ...hall, approval: 'automatic' } },
    ...ofBooking,
    ...ofResource.slice(0, 3),
  ],
  about: isAboutOurs,
};

export const bookingOfStock: Lifecycle = {
  ...base,
  thing: 'booking of a stock',
  status: bookingStatus,
  key: bookingsIn,
  before: [
    ...founded,
    ['resource', 'hall', 'ResourceOffered', { unitId: 'school', ...offer, kind: 'goods', approval: 'owner' }],
  ],
  instants: ['2026-11-01T00:00:00.000Z', '2026-11-12T00:00:00.000Z'],
  moves: [
    { command: 'BookResource', by: booker, body: { ...booking, quantity: 1, waitlist: true } },
    { command: 'BookResource', by: other, body: { bookingId: 'theirs', quantity: 1 } },
    { command: 'DeclineBooking', by: owner, body: { bookingId: 'theirs', ...why } },
    { command: 'RescheduleBooking', by: booker, body: { ...booking, quantity: 2 } },
    { command: 'ReviseResource', by: owner, body: { ...offer, kind: 'goods', quantity: 2, approval: 'automatic' } },
    ...ofBooking,
    ...ofResource.slice(0, 3),
  ],
  about: isAboutOurs,
};

export const allocation: Lifecycle = {
  ...base,
  thing: 'allocation',
  status: (resource: Resource) => {
    if (resource.status === 'absent') return 'absent';
    const key = [...resource.answered][0];
    if (key === undefined) return 'absent';
    return resource.allocations.has(key) ? 'allocated' : 'refused or released';
  },
  before: bookingOfStock.before,
  instants: ['2026-11-01T00:00:00.000Z'],
  moves: [...ofResource, { command: 'BookResource', by: booker, body: { ...booking, quantity: 1 } }],
  about: ({ command }) => command.includes('Allocat'),
};
