import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import { IsInt, Min } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { dayAfter, dayOf, mondayOf, startOf } from '../platform/days.js';
import { IsDay, IsInstant, ListOf, Optional, Whole } from '../platform/fields.js';
import { HistoryRow } from './history.js';

export const weeks_max = 53;
const [weeks_default, week_days] = [12, 7];

/** For how long. */
export class TrendsFilter {
  /** How many weeks, the one that is not over included: 12 unless said. */
  @Optional() @Whole(1, weeks_max) readonly weeks?: number;
}

/** What was done in one week. */
export class TrendWeek {
  /** Its Monday, on the alliance's clocks. */
  @IsDay() readonly monday: string;
  @IsInstant() readonly from: string;
  /** No longer of it. */
  @IsInstant() readonly until: string;
  /** Pledges that were made. */
  @IsInt() @Min(0) readonly pledges: number;
  /** Deliveries that their receivers confirmed. */
  @IsInt() @Min(0) readonly deliveries: number;
  /** Bookings that were confirmed. */
  @IsInt() @Min(0) readonly bookings: number;
  /** Votes that came to a result, whatever it was. */
  @IsInt() @Min(0) readonly decisions: number;
  /** Actions whose doing was confirmed. */
  @IsInt() @Min(0) readonly actions: number;
}

/** An alliance's work, week by week. */
export class Trends {
  /** The oldest first; the last one is not over yet. */
  @ListOf([TrendWeek], { min: 1, max: weeks_max }) readonly weeks: readonly TrendWeek[];
}

/** How does it go, week by week? */
export class GetTrends extends TenantQuery<Trends> {
  constructor(
    asked: AskedByAsker,
    readonly filter: TrendsFilter,
  ) {
    super(asked);
  }
}

/** Which events are counted as what. */
export const counted = {
  pledges: ['PledgeMade'],
  deliveries: ['DeliveryConfirmed'],
  bookings: ['BookingConfirmed'],
  decisions: ['MotionCarried', 'MotionLost', 'QuorumMissed'],
  actions: ['ActionConfirmed'],
} as const;
type Counts = Readonly<Record<keyof typeof counted, number>>;
const nothing: Counts = { pledges: 0, deliveries: 0, bookings: 0, decisions: 0, actions: 0 };

/** By the index of type and instant: what else happened in these weeks is not read. */
const sql = (history: string): string => `
  SELECT width_bucket(at, $3::text[]) AS week, type, count(*) AS count FROM ${history}
  WHERE "allianceId" = $1 AND type = ANY($2) AND at >= ($3::text[])[1] AND at < $4 GROUP BY 1, 2`;

export const getTrends = answering(GetTrends, async (db, { asked: { tenantId: allianceId, now }, filter }) => {
  const { weeks = weeks_default } = filter;
  const alliance = await db.findOneBy(AllianceRow, { allianceId });
  if (!alliance) throw new NotYet(`the read models have not reached the founding of ${allianceId}`);
  const { timeZone } = alliance.charter;
  const last = mondayOf(dayOf(now, timeZone));
  const mondays = Array.from({ length: weeks + 1 }, (_, n) => dayAfter(last, (n + 1 - weeks) * week_days));
  const starts = mondays.map((monday) => startOf(monday, timeZone));
  const types = Object.values(counted).flat();
  const rows: readonly Readonly<{ week: number; type: string; count: number }>[] = await db.query(
    sql(tableOf(db, HistoryRow)),
    [allianceId, types, starts.slice(0, -1), starts.at(-1)],
  );
  return {
    weeks: starts.slice(0, -1).map((from, n) => {
      const ofWeek = rows.filter(({ week }) => week === n + 1);
      const count = (of: readonly string[]): number =>
        ofWeek.filter(({ type }) => of.includes(type)).reduce((sum, each) => sum + each.count, 0);
      const counts = Object.entries(counted).map(([name, of]) => [name, count(of)]);
      const span = { monday: mondays[n] ?? '', from, until: starts[n + 1] ?? '' };
      return { ...span, ...nothing, ...Object.fromEntries(counts) };
    }),
  };
});
