import { change, put, readModel } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, KeyColumn, ObjectColumn, WholeColumn } from '../platform/columns.js';
import type { ProjectEvent } from './events.js';
import { Evidence } from './report-delivery.js';

@Entity('delivery')
@Index(['projectId', 'pledgeId', 'reportedAt', 'deliveryId'])
export class DeliveryRow {
  @KeyColumn() projectId: string;
  @KeyColumn() deliveryId: string;
  @IdColumn() allianceId: string;
  @IdColumn() pledgeId: string;
  @WholeColumn() quantity: number;
  /** Whether the receiver says, too, that it has arrived. */
  @FlagColumn() confirmed: boolean;
  @ObjectColumn(Evidence) evidence: Evidence;
  @InstantColumn() reportedAt: string;
  /** The project's, at the last event about the delivery. */
  @WholeColumn() revision: number;
}

/** What was delivered of each pledge, and was it confirmed? */
export const deliveryRows = readModel<ProjectEvent, DeliveryRow>(DeliveryRow, ['projectId', 'deliveryId'], {
  DeliveryReported: ({ subjectId: projectId, revision, issue, data }) => {
    const { deliveryId, pledgeId, quantity, evidence } = data;
    const [allianceId, reportedAt] = [issue.tenantId, issue.at];
    const reported = { deliveryId, pledgeId, quantity, evidence, confirmed: false, reportedAt };
    return put({ projectId, allianceId, ...reported, revision });
  },
  DeliveryConfirmed: ({ subjectId: projectId, revision, data: { deliveryId } }) =>
    change({ projectId, deliveryId }, (row) => ({ ...row, confirmed: true, revision })),
});
