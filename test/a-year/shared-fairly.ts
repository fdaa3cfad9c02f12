import type { Recorded } from '#event-sourcing';
import { Temporal } from 'temporal-polyfill';

type Fact = Recorded & { readonly data: any };
type Booking = { unitId: string; quantity: number; from?: string; to?: string; pledge?: string; week: string; status: string; late?: boolean }; // prettier-ignore
type Resource = { unitId: string; status: string; offer: any; offeredAt: string; bookings: Map<string, Booking>; aside: Map<string, number>; gone: Map<string, number> }; // prettier-ignore

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const holding = ['requested', 'promoted', 'confirmed', 'handed-over', 'issued'];
const counted = ['used', 'returned', 'consumed', 'no-show'];
const forever = '9999';
const keyOf = ({ projectId, pledgeId }: any): string => `${projectId} ${pledgeId}`;

/** How much is in use at an instant: what is set aside for a pledge and what is booked for it is one thing. */
const usedAt = ({ bookings, aside, gone }: Resource, instant: string): number => {
  const used = new Map<string, number>(gone);
  for (const { status, from = '', to = forever, quantity, pledge = '' } of bookings.values())
    if (holding.includes(status) && from <= instant && instant < to) used.set(pledge, (used.get(pledge) ?? 0) + quantity);
  let all = used.get('') ?? 0;
  for (const pledge of new Set([...used.keys(), ...aside.keys()]))
    if (pledge !== '') all += Math.max(used.get(pledge) ?? 0, aside.get(pledge) ?? 0);
  return all;
}; // prettier-ignore

/** The resources as the log tells of them: each hour of each counted naively. */
export class Sharing {
  readonly resources = new Map<string, Resource>();
  readonly wrong: string[] = [];
  readonly counts = { checked: 0, promoted: 0, quotas: 0, series: 0, fullest: 0 };
  #timeZone = '';
  #series: any;
  /** What is looked at once all events of a command are known. */
  #atEnd: Readonly<{ commandId: string; check: () => void }> = { commandId: '', check: () => undefined };

  learn(fact: Fact): void {
    const { type, data, subjectId, issue, position } = fact;
    if (issue.commandId !== this.#atEnd.commandId) {
      this.#atEnd.check();
      this.#series = undefined;
    }
    this.#atEnd = { commandId: issue.commandId, check: () => undefined };
    if (type === 'AllianceFounded' || type === 'CharterAmended') this.#timeZone = data.charter.timeZone;
    if (!fact.streamId.startsWith('resource-')) return;
    const note = (what: string) => this.wrong.push(`${position} ${type} of ${subjectId}: ${what}`);
    if (type === 'ResourceOffered') {
      const { unitId, ...offer } = data;
      const none = { bookings: new Map(), aside: new Map(), gone: new Map() };
      this.resources.set(subjectId, { unitId, status: 'offered', offer, offeredAt: issue.at, ...none });
      return;
    }
    const here = this.resources.get(subjectId)!;
    const series = type === 'SeriesBooked' ? data : this.#series;
    if (type.startsWith('Booking') || type.startsWith('Promotion')) this.#learnOfBooking(here, fact, note);
    else this.#learnOfResource(here, fact, note);
    const check = () => {
      this.#check(here, issue.at, note);
      if (series) this.#checkSeries(here, series, note);
    };
    this.#series = series;
    this.#atEnd = { commandId: issue.commandId, check };
  }

  #learnOfResource(here: Resource, { type, data }: Fact, note: (what: string) => void): void {
    if (here.status === 'withdrawn' && type !== 'AllocationRefused') note('it is withdrawn');
    switch (type) {
      case 'ResourceRevised':
        here.offer = data;
        break;
      case 'ResourcePaused':
      case 'ResourceResumed':
        here.status = type === 'ResourcePaused' ? 'paused' : 'offered';
        break;
      case 'ResourceWithdrawn': {
        const released = data.released.map(keyOf).sort().join();
        if (released !== [...here.aside.keys()].sort().join()) note('other allocations than there are');
        for (const { bookingId } of data.cancelled ?? []) here.bookings.get(bookingId)!.status = 'cancelled';
        here.status = 'withdrawn';
        here.aside.clear();
        break;
      }
      case 'ResourceAllocated':
        if (here.status !== 'offered') note(`it is ${here.status}`);
        if (here.aside.has(keyOf(data))) note('twice');
        here.aside.set(keyOf(data), data.quantity);
        break;
      case 'AllocationMoved':
      case 'AllocationReleased': {
        const key = keyOf({ ...data, pledgeId: data.fromPledgeId ?? data.pledgeId });
        const rest = (here.aside.get(key) ?? 0) - data.quantity;
        if (rest < 0) note('more than was set aside');
        if (rest > 0) here.aside.set(key, rest);
        else here.aside.delete(key);
        if (data.fromPledgeId) here.aside.set(keyOf(data), data.quantity);
        break;
      }
    }
  }

  #learnOfBooking(here: Resource, { type, data, issue, position }: Fact, note: (what: string) => void): unknown {
    const { bookingId } = data;
    if (type === 'BookingRequested') {
      const { unitId, quantity, from, to, week, pledge } = data;
      if (here.bookings.has(bookingId)) note('its id is taken');
      if (here.status !== 'offered') note(`the resource is ${here.status}`);
      if (from !== undefined && from < issue.at) note('in the past');
      if (week !== this.#weekOf(from ?? issue.at)) note(`not of the week ${this.#weekOf(from ?? issue.at)}`);
      if (!this.#isInside(here, data)) note('outside of its availability');
      const booking = { unitId, quantity, week, status: 'requested', ...(from && { from, to }), ...(pledge && { pledge: keyOf(pledge) }) }; // prettier-ignore
      here.bookings.set(bookingId, booking);
      return this.#checkQuota(here, booking, note);
    }
    const mine = here.bookings.get(bookingId)!;
    const must = (...statuses: readonly string[]) => statuses.includes(mine.status) || note(`it is ${mine.status}`);
    const open = [...holding, 'waitlisted'];
    const now = (status: string, ...from: readonly string[]) => (must(...from), (mine.status = status));
    switch (type) {
      case 'BookingConfirmed': return now('confirmed', 'requested');
      case 'BookingDeclined': return now('declined', 'requested');
      case 'BookingExpired': return now('expired', 'requested', 'waitlisted');
      case 'BookingCancelled':
        mine.late = data.late;
        return now('cancelled', ...open.filter((each) => each !== 'handed-over' && each !== 'issued'));
      case 'BookingUsed':
        if (issue.at < mine.to!) note('it is not over');
        return now('used', 'confirmed');
      case 'BookingWaitlisted': return now('waitlisted', 'requested');
      case 'BookingPromoted':
        this.#checkTurn(here, bookingId, mine, issue.at, position, note);
        now('promoted', 'waitlisted');
        if (!this.#isInside(here, mine)) note('outside of its availability');
        return this.#checkQuota(here, mine, note);
      case 'PromotionAccepted': return now('requested', 'promoted');
      case 'PromotionLapsed': return now('lapsed', 'promoted');
      case 'BookingRescheduled': {
        must('requested', 'confirmed');
        const { quantity, week, from, to } = data;
        const elsewhere = week !== mine.week;
        Object.assign(mine, { quantity, week, ...(from && { from, to }), status: data.decideBy === undefined ? 'confirmed' : 'requested' });
        if (!this.#isInside(here, mine)) note('outside of its availability');
        if (week !== this.#weekOf(from ?? issue.at)) note('of another week');
        return elsewhere ? this.#checkQuota(here, mine, note) : undefined;
      }
      case 'BookingHandedOver': return now('handed-over', 'confirmed');
      case 'BookingIssued': return now('issued', 'confirmed');
      case 'BookingReturned':
        if (mine.status === 'issued') this.#gone(here, mine, mine.quantity - data.returned);
        return now('returned', 'handed-over', 'issued');
      case 'BookingConsumed':
        this.#gone(here, mine, mine.quantity);
        return now('consumed', 'issued');
      case 'BookingNoShow': return now('no-show', 'confirmed', 'used');
      default: return note('nobody knows of this');
    }
  } // prettier-ignore

  #gone({ gone }: Resource, { pledge = '' }: Booking, quantity: number): void {
    gone.set(pledge, (gone.get(pledge) ?? 0) + quantity);
  }

  /** From now on, at no instant more than there is: where something begins is where it is most. */
  #check(here: Resource, at: string, note: (what: string) => void): void {
    const begins = [...here.bookings.values()].flatMap(({ status, from }) => (holding.includes(status) && from !== undefined && from > at ? [from] : [])); // prettier-ignore
    const most = Math.max(...[at, ...begins].map((instant) => usedAt(here, instant)));
    this.counts.checked++;
    this.counts.fullest = Math.max(this.counts.fullest, most / here.offer.quantity);
    if (most > here.offer.quantity) note(`${most} of ${here.offer.quantity} in use`);
  }

  /** Each date came to what the series says of it. */
  #checkSeries({ bookings }: Resource, { dates }: any, note: (what: string) => void): void {
    this.counts.series++;
    for (const { bookingId, verdict, from } of dates) {
      const booking = bookings.get(bookingId);
      const came = booking?.from === from ? booking?.status : `of ${booking?.from}`;
      if (verdict === 'refused' ? bookingId !== undefined : came !== verdict)
        note(`${from} is ${came}, not ${verdict}`);
    }
  }

  /** How many a unit has in its week, this one included. */
  #checkQuota({ offer, bookings }: Resource, { unitId, week, pledge }: Booking, note: (what: string) => void): void {
    if (offer.quotaPerWeek === undefined || pledge !== undefined) return;
    const counts = (each: Booking) => holding.includes(each.status) || counted.includes(each.status) || each.late;
    const all = [...bookings.values()].filter((each) => each.unitId === unitId && each.week === week && each.pledge === undefined && counts(each)); // prettier-ignore
    this.counts.quotas++;
    if (all.length > offer.quotaPerWeek) note(`${all.length} of ${offer.quotaPerWeek} in the week ${week}`);
  }

  /** Nobody is passed over who has waited longer for the same time and no more. */
  #checkTurn({ offer, bookings, unitId: ownerId }: Resource, bookingId: string, mine: Booking, at: string, position: number, note: (what: string) => void): void {
    this.counts.promoted++;
    if (mine.from !== undefined && mine.from <= at) note('it has begun');
    for (const [id, each] of bookings) {
      if (id === bookingId) return;
      const mayCome = each.unitId === ownerId || (offer.bookableBy?.includes(each.unitId) ?? true);
      const same = each.from === mine.from && each.to === mine.to && each.quantity <= mine.quantity && each.pledge === mine.pledge;
      if (each.status === 'waitlisted' && mayCome && same && offer.quotaPerWeek === undefined) note(`${id} has waited longer at ${position}`);
    }
  } // prettier-ignore

  #isInside({ offer: { availability }, offeredAt }: Resource, { from, to }: Pick<Booking, 'from' | 'to'>): boolean {
    if (!availability) return from === undefined;
    if (from === undefined || to === undefined) return false;
    const timeZone = this.#timeZone;
    const dayOf = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
    const until = Temporal.Instant.from(to).epochMilliseconds;
    let reached = Temporal.Instant.from(from).epochMilliseconds;
    const byDay: string | undefined = /BYDAY=([A-Z,]+)/.exec(availability.rrule)?.[1];
    for (let day = dayOf(from).subtract({ days: 2 }); Temporal.PlainDate.compare(day, dayOf(to)) <= 0; day = day.add({ days: 1 })) {
      if (byDay && !byDay.split(',').includes(days[day.dayOfWeek - 1]!)) continue;
      if (Temporal.PlainDate.compare(day, dayOf(offeredAt)) < 0 || availability.except?.includes(day.toString())) continue;
      const opens = day.toZonedDateTime({ timeZone, plainTime: availability.start });
      const closes = opens.add(availability.duration).epochMilliseconds;
      if (opens.epochMilliseconds <= reached && closes > reached) reached = closes; // windows that touch are one
    }
    return reached >= until;
  } // prettier-ignore

  #weekOf(instant: string): string {
    const day = Temporal.Instant.from(instant).toZonedDateTimeISO(this.#timeZone).toPlainDate();
    return day.subtract({ days: day.dayOfWeek - 1 }).toString();
  }
}
