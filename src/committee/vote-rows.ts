import { change, put, readModelByStream, type EventOf, type Recorded } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import { IdColumn, KeyColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import type { MotionEvent } from './events.js';

export const voteResults = ['voting', 'carried', 'lost', 'quorum-missed'] as const;
export type VoteResult = (typeof voteResults)[number];

/** A vote in a meeting, and how it ended there: it stays, also where the motion is put again elsewhere. */
@Entity('meeting_vote')
@Index(['motionId'])
export class VoteRow {
  @KeyColumn() meetingId: string;
  @KeyColumn() motionId: string;
  @IdColumn() allianceId: string;
  @WordColumn(voteResults) result: VoteResult;
  @WholeColumn() entitled: number;
  @WholeColumn() ballots: number;
  @WholeColumn() for: number;
  @WholeColumn() against: number;
  @WholeColumn() abstain: number;
}

const nothing = { entitled: 0, ballots: 0, for: 0, against: 0, abstain: 0 };
type Outcome = Recorded<EventOf<MotionEvent, 'MotionCarried' | 'MotionLost' | 'QuorumMissed'>>;
const ended = (result: VoteResult) => ({ subjectId: motionId, data: { tally } }: Outcome) =>
  change<VoteRow>({ motionId, result: 'voting' }, (row) => ({ ...row, result, ...tally })); // prettier-ignore

/** On what was voted in which meeting? */
export const voteRows = readModelByStream<MotionEvent, VoteRow>(VoteRow, ['meetingId', 'motionId'], {
  VotingOpened: ({ subjectId: motionId, issue: { tenantId: allianceId }, data: { meetingId } }) =>
    meetingId === undefined ? [] : put({ meetingId, motionId, allianceId, result: 'voting', ...nothing }),
  MotionCarried: ended('carried'),
  MotionLost: ended('lost'),
  QuorumMissed: ended('quorum-missed'),
});
