import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, ObjectColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { Evidence, type ProjectEvent } from './events.js';

export const deliveryStatuses = ['reported', 'confirmed', 'reversed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

@Entity('delivery')
@Index(['allianceId', 'status', 'reportedAt'])
@Index(['projectId', 'pledgeId', 'reportedAt', 'deliveryId'])
export class DeliveryRow {
  @KeyColumn() projectId: string;
  @KeyColumn() deliveryId: string;
  @IdColumn() allianceId: string;
  @IdColumn() pledgeId: string;
  @WholeColumn() quantity: number;
  /** Confirmed by the receiver, or reversed because it was recorded wrongly. */
  @WordColumn(deliveryStatuses) status: DeliveryStatus;
  @ObjectColumn(Evidence) evidence: Evidence;
  @InstantColumn() reportedAt: string;
  /** The project's, at the last event about the delivery. */
  @WholeColumn() revision: number;
}

const now = ({ subjectId: projectId, revision, data: { deliveryId } }: About, status: DeliveryStatus) =>
  change<DeliveryRow>({ projectId, deliveryId }, (row) => ({ ...row, status, revision }));
type About = Recorded<ProjectEvent> & { readonly data: { readonly deliveryId: string } };

/** What was delivered of each pledge, and was it confirmed? */
export const deliveryRows = readModelByStream<ProjectEvent, DeliveryRow>(DeliveryRow, ['projectId', 'deliveryId'], {
  DeliveryReported: ({ subjectId: projectId, revision, issue, data }) => {
    const { deliveryId, pledgeId, quantity, evidence } = data;
    const [allianceId, reportedAt] = [issue.tenantId, issue.at];
    const reported = { deliveryId, pledgeId, quantity, evidence, reportedAt };
    return put({ projectId, allianceId, ...reported, status: 'reported', revision });
  },
  DeliveryConfirmed: (event) => now(event, 'confirmed'),
  DeliveryReversed: (event) => now(event, 'reversed'),
});
