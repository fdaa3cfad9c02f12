import { change, put, readModelByStream } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, TextColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { feedScopes, languages, type FeedEvent, type FeedScope, type Language } from './events.js';

export const feedStatuses = ['active', 'revoked'] as const;

/** A unit's calendar feed. */
@Entity('feed')
@Index(['allianceId', 'createdAt', 'feedId'])
@Index(['allianceId', 'unitId', 'createdAt', 'feedId'])
export class FeedRow {
  @KeyColumn() feedId: string;
  @IdColumn() allianceId: string;
  @IdColumn() unitId: string;
  /** What is when in the whole alliance, or what concerns the unit. */
  @WordColumn(feedScopes) shows: FeedScope;
  @WordColumn(languages) language: Language;
  /** What the unit calls it. */
  @TextColumn() label: string;
  @WordColumn(feedStatuses) status: (typeof feedStatuses)[number];
  @InstantColumn() createdAt: string;
  /** Since when its address is what it is. */
  @InstantColumn() rotatedAt: string;
  /** The revision at which it got its address. */
  @WholeColumn() addressRevision: number;
  @WholeColumn() revision: number;
}

/** Which calendar feeds are there? */
export const feedRows = readModelByStream<FeedEvent, FeedRow>(FeedRow, ['feedId'], {
  FeedCreated: ({ subjectId: feedId, revision, issue, data }) =>
    put({
      feedId,
      ...data,
      ...{ allianceId: issue.tenantId, status: 'active', createdAt: issue.at, rotatedAt: issue.at },
      ...{ addressRevision: revision, revision },
    }),
  FeedRotated: ({ subjectId: feedId, revision, issue }) =>
    change({ feedId }, (row) => ({ ...row, rotatedAt: issue.at, addressRevision: revision, revision })),
  FeedRevoked: ({ subjectId: feedId, revision }) =>
    change({ feedId }, (row) => ({ ...row, status: 'revoked', revision })),
});
