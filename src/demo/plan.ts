import { planAudit } from './audit-plan.js';
import { planBookings } from './bookings-plan.js';
import type { Calendar } from './calendar.js';
import { planCommittee } from './committee-plan.js';
import type { DemoFile } from './demo-file.js';
import { Planner, type Step } from './planner.js';
import { planProjects } from './projects-plan.js';
import { planUnits } from './units-plan.js';

/** All commands of a file, in the order of their instants. What a file leaves open is filled in. */
export const plan = (file: DemoFile, calendar: Calendar): readonly Step[] => {
  const planner = new Planner(file, calendar);
  planUnits(planner);
  planBookings(planner);
  planProjects(planner);
  planCommittee(planner);
  planAudit(planner);
  return planner.steps.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)); // stable
};
