import type { DataSource } from 'typeorm';
import type { Recorded } from '#event-sourcing';
import { BookingRow } from '../../src/resources/booking-rows.js';
import { AllocationRow } from '../../src/resources/allocation-rows.js';
import { MotionRow } from '../../src/committee/decision-register.js';
import { ActionRow } from '../../src/committee/action-rows.js';
import { MeetingRow } from '../../src/committee/meeting-rows.js';
import { FundRow } from '../../src/projects/fund-rows.js';
import { PledgeRow } from '../../src/projects/pledge-rows.js';
import { ProjectRow } from '../../src/projects/project-rows.js';
import { RequirementRow } from '../../src/projects/requirement-rows.js';
import { acceptedOf, balanceOf, openIn, type Promises } from './promised-and-kept.js';
import type { Sharing } from './shared-fairly.js';
import type { Committee } from './voted-rightly.js';

type Told = Readonly<{ committee: Committee; sharing: Sharing; promises: Promises }>;
const waiting = ['requested', 'waitlisted', 'promoted', 'confirmed'];

/** What is open although that to which it belongs is over, or whoever it belongs to is gone. */
export const leftOpen = async (events: readonly Recorded[], database: DataSource, told: Told): Promise<readonly string[]> => {
  const { committee, sharing, promises } = told;
  const gone = goneFrom(events);
  const actions = await database.getRepository(ActionRow).find();
  return [
    ...[...promises.projects].flatMap(([id, each]) => openIn(each).map((open) => `${open} of the project ${id}, which is ${each.status}`)),
    ...[...promises.projects].flatMap(([id, { status, receiver, receiverLeft }]) =>
      gone.has(receiver) && !receiverLeft && !isOver(status) ? [`the project ${id} waits for a unit that left`] : []),
    ...[...promises.projects].flatMap(([id, { pledges }]) => [...pledges].flatMap(([pledgeId, { unitId, status }]) =>
      gone.has(unitId) && ['made', 'accepted'].includes(status) ? [`the pledge ${pledgeId} of ${id} is of a unit that left`] : [])),
    ...[...sharing.resources].flatMap(([id, { unitId, status, aside, bookings }]) => [
      ...(gone.has(unitId) && status !== 'withdrawn' ? [`the resource ${id} is of a unit that left`] : []),
      ...(status === 'withdrawn' && aside.size > 0 ? [`${aside.size} allocations of the resource ${id}, which is withdrawn`] : []),
      ...[...bookings].flatMap(([bookingId, each]) => waiting.includes(each.status) && (status === 'withdrawn' || gone.has(each.unitId))
        ? [`the booking ${bookingId} of ${id} is ${each.status}`] : []),
    ]),
    ...[...committee.motions].flatMap(([id, { status, vote }]) =>
      status === 'voting' && vote?.meetingId && committee.meetings.get(vote.meetingId)?.status !== 'open' ? [`voting on ${id} outlives its meeting`] : []),
    ...actions.flatMap(({ actionId, unitId, status }) => gone.has(unitId) && ['given', 'overdue'].includes(status) ? [`the action ${actionId} is with a unit that left`] : []),
  ];
}; // prettier-ignore

const isOver = (status: string) => ['declined', 'completed', 'cancelled', 'evaluated'].includes(status);

const goneFrom = (events: readonly Recorded[]): ReadonlySet<string> => {
  const gone = new Set<string>();
  for (const { type, data } of events as readonly (Recorded & { data: any })[]) {
    if (type === 'UnitLeft') gone.add(data.unitId);
    if (type === 'UnitAdmitted') gone.delete(data.unitId);
  }
  return gone;
};

/** What is set aside for pledges is what those pledges hold: what has arrived, and what is still to come. */
export const unevenAllocations = ({ sharing, promises }: Told): readonly string[] => {
  const wrong: string[] = [];
  for (const [projectId, { pledges }] of promises.projects)
    for (const [pledgeId, { resourceId = '', status, quantity, confirmed }] of pledges) {
      const resource = sharing.resources.get(resourceId);
      if (!resource || resource.status === 'withdrawn') continue;
      const holds = status === 'accepted' || status === 'kept' ? quantity : status === 'released' ? confirmed : 0;
      const aside = resource.aside.get(`${projectId} ${pledgeId}`) ?? 0;
      if (status === 'made' || aside !== holds) wrong.push(`${aside} of ${resourceId} are set aside for ${pledgeId}, which is ${status} and holds ${holds}`); // prettier-ignore
    }
  return wrong;
};

/** Rows that say something else than the log. */
export const untrueRows = async (database: DataSource, { committee, sharing, promises }: Told): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const compare = (what: string, row: unknown, log: unknown) => {
    if (JSON.stringify(row) !== JSON.stringify(log)) wrong.push(`${what}: ${JSON.stringify(row)} where the log says ${JSON.stringify(log)}`);
  };
  const all = <Row extends object>(row: new () => Row) => database.getRepository(row).find();
  for (const { projectId, stage, receiver, receiverLeft } of await all(ProjectRow)) {
    const { status, ...here } = promises.projects.get(projectId)!;
    compare(`project ${projectId}`, [stage, receiver, receiverLeft], [status, here.receiver, here.receiverLeft]);
  }
  for (const { projectId, requirementId, pledged, delivered, withoutTaker } of await all(RequirementRow)) {
    const here = promises.projects.get(projectId)!;
    const arrived = [...here.pledges.values()].reduce((sum, each) => sum + (each.requirementId === requirementId ? each.confirmed : 0), 0);
    const accepted = acceptedOf(here, requirementId);
    compare(`requirement ${requirementId}`, [pledged, delivered, withoutTaker], [accepted, arrived, accepted === 0 && ['approved', 'underway'].includes(here.status)]);
  }
  for (const { projectId, pledgeId, status, delivered } of await all(PledgeRow)) {
    const pledge = promises.projects.get(projectId)!.pledges.get(pledgeId)!;
    compare(`pledge ${pledgeId}`, [status, delivered], [pledge.status, pledge.confirmed]);
  }
  for (const { projectId, currency, balanceMinor } of await all(FundRow))
    compare(`fund of ${projectId}`, balanceMinor, balanceOf(promises.projects.get(projectId)!, currency));
  for (const { resourceId, bookingId, status, quantity, from, to } of await all(BookingRow)) {
    const booking = sharing.resources.get(resourceId)!.bookings.get(bookingId)!;
    compare(`booking ${bookingId}`, [status, quantity, from, to], [booking.status, booking.quantity, booking.from ?? null, booking.to ?? null]);
  }
  for (const { resourceId, pledgeId, projectId, quantity } of await all(AllocationRow))
    compare(`allocation to ${pledgeId}`, quantity, sharing.resources.get(resourceId)!.aside.get(`${projectId} ${pledgeId}`));
  const statuses: Readonly<Record<string, string>> = { MotionCarried: 'carried', MotionLost: 'lost', QuorumMissed: 'quorum-missed' };
  for (const row of await all(MotionRow)) {
    const { status, vote } = committee.motions.get(row.motionId)!;
    compare(`motion ${row.motionId}`, row.status, statuses[status] ?? status);
    if (status !== 'voting' && statuses[status] && vote) compare(`ballots on ${row.motionId}`, row.ballots, vote.ballots.size);
  }
  for (const { meetingId, status } of await all(MeetingRow)) {
    const here = committee.meetings.get(meetingId)!;
    compare(`meeting ${meetingId}`, status, here.status === 'approved' ? 'closed' : here.status);
  }
  return wrong;
}; // prettier-ignore
