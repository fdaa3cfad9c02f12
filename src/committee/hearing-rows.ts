import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, ObjectColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js'; // prettier-ignore
import { LocalText } from '../platform/fields.js';
import type { Sealed } from '../platform/sealed.js';
import { hearingKinds, type HearingKind, type MotionEvent } from './events.js';
import { HearingOpinion } from './record-hearing.js';

export const hearingStatuses = ['called', 'held', 'cancelled'] as const;
export type HearingStatus = (typeof hearingStatuses)[number];

/** A hearing before the committee votes on a motion: of building representatives, or of whom the matter concerns. */
@Entity('hearing')
@Index(['motionId', 'from', 'hearingId'])
@Index(['allianceId', 'status', 'from'])
export class HearingRow {
  @KeyColumn() motionId: string;
  @KeyColumn() hearingId: string;
  @IdColumn() allianceId: string;
  @WordColumn(hearingKinds) kind: HearingKind;
  @InstantColumn() from: string;
  @WordsColumn() place: LocalText;
  @WordColumn(hearingStatuses) status: HearingStatus;
  /** How many people came. */
  @WholeColumn({ nullable: true }) present: number | null;
  /** How many of them are for it, against it, or neither. It binds nobody. */
  @ObjectColumn(HearingOpinion, { nullable: true }) opinion: HearingOpinion | null;
  /** The motion's, at the last event about the hearing. */
  @WholeColumn() revision: number;
  /** What was said, as the event holds it. */
  @Column({ type: 'jsonb', nullable: true, select: false }) said: Sealed<{ summary: string }> | null;
}

type OfHearing = Recorded & { readonly data: { readonly hearingId: string } };
const now = ({ subjectId: motionId, revision, data: { hearingId } }: OfHearing, seen: Partial<HearingRow>) =>
  change<HearingRow>({ motionId, hearingId }, (row) => ({ ...row, ...seen, revision }));

/** Who was to be heard on which motion, and was? What is called on a motion that is withdrawn does not take place. */
export const hearingRows = readModelByStream<MotionEvent, HearingRow>(HearingRow, ['motionId', 'hearingId'], {
  HearingCalled: ({ subjectId: motionId, issue, revision, data }) =>
    put({ motionId, allianceId: issue.tenantId, ...data, status: 'called', present: null, opinion: null, said: null, revision }), // prettier-ignore
  HearingHeld: (event) => {
    const { present, opinion = null, sealed: said } = event.data;
    return now(event, { status: 'held', present, opinion, said });
  },
  HearingCancelled: (event) => now(event, { status: 'cancelled' }),
  MotionWithdrawn: ({ subjectId: motionId, revision }) =>
    change({ motionId, status: 'called' }, (row) => ({ ...row, status: 'cancelled', revision })),
});
