import { put, readModelByStream } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn } from '../platform/columns.js';
import type { PersonEvent } from './events.js';

/** That a person was erased. */
@Entity('erased_person')
@Index(['erasedAt', 'personId'])
export class ErasedRow {
  @KeyColumn() personId: string;
  @IdColumn() allianceId: string;
  @InstantColumn() erasedAt: string;
}

/** Who was erased? Whoever puts back keys from before asks it. */
export const erasedRows = readModelByStream<PersonEvent, ErasedRow>(ErasedRow, ['personId'], {
  PersonErased: ({ subjectId: personId, issue }) => put({ personId, allianceId: issue.tenantId, erasedAt: issue.at }),
});
