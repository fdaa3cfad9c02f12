import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { dayAfter, dayOf, startOf } from '../platform/days.js';
import type { Span } from '../resources/availability.js';
import { dashboardSql } from './dashboard-sql.js';
import type { Dashboard, ResourceSum, ResourceUse } from './dashboard-view.js';
import { countedMatters } from './open-matters.js';
import { measureOf, nothingUsed, usedOf } from './used.js';

/** How does the alliance stand: who is in it, what is shared, short, undecided, and what happened lately? */
export class GetDashboard extends TenantQuery<Dashboard> {
  declare readonly asked: AskedByAsker;
}

type Summed = Omit<Dashboard, 'resources' | 'matters'> & Readonly<{ resources: readonly ResourceSum[] }>;
const [past_days, coming_days] = [30, 7];

/** The times of which it is told how much was used, in whole days by the alliance's clocks. */
export const spansAt = (now: string, timeZone: string): Readonly<Record<'last30Days' | 'next7Days', Span>> => {
  const midnight = (days: number) => Date.parse(startOf(dayAfter(dayOf(now, timeZone), days), timeZone));
  const today = midnight(0);
  return {
    last30Days: { from: midnight(-past_days), to: today },
    next7Days: { from: today, to: midnight(coming_days) },
  };
};

export const getDashboard = answering(GetDashboard, async (db, { asked }) => {
  const { tenantId, now } = asked;
  const [dashboard]: Summed[] = await db.query(dashboardSql(db), [tenantId]);
  if (!dashboard) throw new NotYet(`the read models have not reached the founding of ${tenantId}`);
  const { timeZone } = dashboard.charter;
  const spans = spansAt(now, timeZone);
  const used = await usedOf(db, { allianceId: tenantId, timeZone }, [spans.last30Days, spans.next7Days]);
  const resources = dashboard.resources.map((sum): ResourceUse => {
    const { times, stock } = used.get(measureOf(sum)) ?? nothingUsed;
    const [last30Days = null, next7Days = null] = times;
    return { ...sum, last30Days, next7Days, stock };
  });
  return { ...dashboard, resources, matters: await countedMatters(db, asked) };
});
