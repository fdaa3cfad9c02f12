import { answering, TenantQuery } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { IsId, IsInstant, ListOf, Quantity, quantity_max, Whole } from '../platform/fields.js';
import { windowsOf, type Span } from './availability.js';
import { BookingCharterRow } from './booking-charter-rows.js';
import { levelsOf } from './capacity.js';
import { clipped } from './free-times.js';
import { resourceOf } from './one-resource.js';
import { refuse } from './refusals.js';
import { takenOf } from './taken.js';

const days_max = 92;

/** How much of a resource is free for how long. */
export class FreeTime {
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  @Whole(0, quantity_max) readonly free: number;
}

/** Between which instants; at most 92 days. */
export class AvailabilityFilter {
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
}

/** When a resource can be used within a span, and how much of it is free. */
export class AvailabilityView {
  @IsId() readonly resourceId: string;
  /** The alliance's: availability is read on its clocks. */
  @IsString() readonly timeZone: string;
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  @IsString() readonly unitOfMeasure: string;
  @Quantity() readonly quantity: number;
  /** In order; between them it cannot be used. None while it rests. */
  @ListOf([FreeTime], { min: 0, max: 100_000 }) readonly times: readonly FreeTime[];
  /** Of the resource. */
  @Whole(0, quantity_max) readonly revision: number;
}

/** How much of a resource is free when? */
export class GetAvailability extends TenantQuery<AvailabilityView> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly filter: AvailabilityFilter,
  ) {
    super(asked);
  }
}

export const getAvailability = answering(GetAvailability, async (db, { asked, resourceId, filter }) => {
  const row = await resourceOf(db, asked.tenantId, resourceId);
  const span = { from: Date.parse(filter.from), to: Date.parse(filter.to) };
  refuse.broken(
    span.from >= span.to && 'time-empty',
    span.to - span.from > days_max * 86_400_000 && ['time-too-long', { days: days_max }],
  );
  const { timeZone } = await db.findOneByOrFail(BookingCharterRow, { allianceId: asked.tenantId });
  const { availability, quantity, unitOfMeasure, revision } = row;
  const { uses, setAside } = await takenOf(db, row, span);
  const windows = availability ? windowsOf(availability, { timeZone, offeredAt: row.since }, span) : [span];
  const levels = levelsOf(uses, setAside, span).map(({ from, to, used }) => ({ from, to, free: quantity - used }));
  const times = row.status === 'offered' ? freeIn(clipped(windows, span), levels) : [];
  return { resourceId, timeZone, ...filter, unitOfMeasure, quantity, times, revision };
});

/** Each window's share of the levels, in order; neighbours in a window with as much free are one. */
const freeIn = (windows: readonly Span[], levels: readonly (Span & { free: number })[]): readonly FreeTime[] => {
  const times: { from: number; to: number; free: number }[] = [];
  const walk = levels.values();
  let level = walk.next().value;
  for (const window of windows) {
    let last: (typeof times)[number] | undefined;
    while (level && level.from < window.to) {
      const part = { ...level, from: Math.max(level.from, window.from), to: Math.min(level.to, window.to) };
      if (last?.free === part.free) last.to = part.to;
      else if (part.from < part.to) times.push((last = part));
      if (level.to > window.to) break; // the next window may have a share of it, too
      level = walk.next().value;
    }
  }
  const text = (ms: number) => new Date(ms).toISOString();
  return times.map(({ from, to, free }) => ({ from: text(from), to: text(to), free }));
};
