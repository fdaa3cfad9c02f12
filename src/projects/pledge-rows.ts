import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { IsDay, OrNull } from '../platform/fields.js';
import { declineCauses, releaseCauses, type DeclineCause, type ProjectEvent, type ReleaseCause } from './events.js';

export const pledgeStatuses = ['made', 'accepted', 'declined', 'released', 'kept'] as const;
export type PledgeStatus = (typeof pledgeStatuses)[number];

@Entity('pledge')
@Index(['allianceId', 'unitId', 'status'])
@Index(['projectId', 'madeAt', 'pledgeId'])
@Index(['allianceId', 'status'])
@Index(['allianceId', 'madeAt'])
export class PledgeRow {
  @KeyColumn() projectId: string;
  @KeyColumn() pledgeId: string;
  @IdColumn() allianceId: string;
  @IdColumn() requirementId: string;
  /** The unit that promised. */
  @IdColumn() unitId: string;
  @IdColumn({ nullable: true }) resourceId: string | null;
  @WholeColumn() quantity: number;
  /** What its unit says has arrived. */
  @WholeColumn() reported: number;
  /** What the receiver has confirmed. */
  @WholeColumn() delivered: number;
  @WordColumn(pledgeStatuses) status: PledgeStatus;
  /** Why it was declined or released. */
  @WordColumn([...declineCauses, ...releaseCauses], { nullable: true }) cause: DeclineCause | ReleaseCause | null;
  /** The last day on which it stands, if its unit said one. */
  @Column('text', { nullable: true }) @IsDay() @OrNull() until: string | null;
  /** When that day, or the day by which it is needed, is over: what nobody has reported by then is released. */
  @InstantColumn({ nullable: true }) lapsesAt: string | null;
  /** The pledge, towards another requirement, of which it took over what was open. */
  @IdColumn({ nullable: true }) reallocatedFrom: string | null;
  @InstantColumn() madeAt: string;
  /** The project's, at the last event about the pledge. */
  @WholeColumn() revision: number;
}

type AboutPledge = Recorded<ProjectEvent> & { readonly data: { readonly pledgeId: string } };
const now = (
  { subjectId: projectId, revision, data: { pledgeId } }: AboutPledge,
  next: (row: PledgeRow) => Partial<PledgeRow>,
) => change<PledgeRow>({ projectId, pledgeId }, (row) => ({ ...row, ...next(row), revision }));

const none = { resourceId: null, until: null, lapsesAt: null, reallocatedFrom: null };

/** Who promised what to which project, and what became of it? */
export const pledgeRows = readModelByStream<ProjectEvent, PledgeRow>(PledgeRow, ['projectId', 'pledgeId'], {
  PledgeMade: ({ subjectId: projectId, revision, issue, data: made }) => {
    const { unitOfMeasure: _, ...data } = made;
    return put({
      projectId,
      ...none,
      ...data,
      allianceId: issue.tenantId,
      reported: 0,
      delivered: 0,
      status: 'made',
      cause: null,
      madeAt: issue.at,
      revision,
    });
  },
  PledgeAccepted: (event) => now(event, () => ({ status: 'accepted' })),
  PledgeDeclined: (event) => now(event, () => ({ status: 'declined', cause: event.data.cause })),
  // What is released because a delivery was reversed may have been released before: then the first cause stays.
  PledgeReleased: (event) =>
    now(event, ({ status, cause }) => ({
      status: 'released',
      cause: status === 'released' ? cause : event.data.cause,
    })),
  PledgeKept: (event) => now(event, () => ({ status: 'kept' })),
  DeliveryReported: (event) => now(event, (row) => ({ reported: row.reported + event.data.quantity })),
  DeliveryConfirmed: (event) => now(event, (row) => ({ delivered: row.delivered + event.data.quantity })),
  DeliveryReversed: (event) =>
    now(event, (row) => ({
      reported: row.reported - event.data.quantity,
      delivered: row.delivered - (event.data.confirmed ? event.data.quantity : 0),
      ...(row.status === 'kept' && { status: 'accepted', lapsesAt: event.data.lapsesAt ?? null }),
    })),
});
