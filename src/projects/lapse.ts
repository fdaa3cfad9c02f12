import type { Issue, Seen } from '#event-sourcing';
import { dayOf, endOf, yearsAfter } from '../platform/days.js';
import type { PastPledge, Pledge } from './project-parts.js';
import { nameOf, type Zone } from './time-zone.js';

const years_max = 10;

type Lapses = Readonly<{ lapsesAt?: string }>;
const at = (instant: string | undefined): Lapses => (instant === undefined ? {} : { lapsesAt: instant });

/** From today on, in the alliance's time zone, for ten years. */
const boundsOf = (zone: Zone, { at }: Pick<Issue, 'at'>) => {
  const earliest = dayOf(at, nameOf(zone));
  return { earliest, latest: yearsAfter(earliest, years_max) };
};

const within = (day: string, { earliest, latest }: ReturnType<typeof boundsOf>) => earliest <= day && day <= latest;

/** The rule that a day breaks by which nothing can be due. */
export const dueOutOfBounds = (due: string, zone: Zone, issue: Issue) => {
  const bounds = boundsOf(zone, issue);
  return !within(due, bounds) && (['milestone-due-out-of-bounds', bounds] as const);
};

/** The rule that a day breaks until which no promise can stand. */
export const outOfBounds = (until: string | undefined, zone: Zone, issue: Issue) => {
  if (until === undefined) return false;
  const bounds = boundsOf(zone, issue);
  return !within(until, bounds) && (['pledge-until-out-of-bounds', bounds] as const);
};

/**
 * When a promise lapses: at the end of the day that its unit said, else of that by which the thing is needed. A promise
 * of what is late already lapses on no day but its own.
 */
export const lapsesAt = (until: string | undefined, due: string | undefined, zone: Zone, issue: Issue): Lapses => {
  const day = until ?? due;
  return day !== undefined && within(day, boundsOf(zone, issue)) ? at(endOf(day, nameOf(zone))) : {};
};

/**
 * When what is open of a pledge lapses, once a delivery is answered. While another one waits for the receiver nothing
 * lapses: the unit has done its part.
 */
export const lapsesWithout = (
  { reported, confirmed, lapsesAt }: Seen<Pledge | PastPledge>,
  answered: number,
): Lapses => (reported - confirmed === answered ? at(lapsesAt) : {});

/** When a pledge lapses that is open again: not at all, if its day is over, so that it can be delivered once more. */
export const lapsesLater = ({ lapsesAt }: Seen<PastPledge>, issue: Issue): Lapses =>
  lapsesAt !== undefined && issue.at < lapsesAt ? at(lapsesAt) : {};
