import { change, put, readModelByStream, type Change, type EventOf, type Recorded } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { IsArray, IsUUID } from 'class-validator';
import { Column, Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { votingRules, type VotingRule } from '../alliances/events.js';
import {
  FlagColumn,
  IdColumn,
  InstantColumn,
  KeyColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { IsDay, IsId, LocalText, Nested, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import type { Sealed } from '../platform/sealed.js';
import { abouts, type About, type MotionEvent } from './events.js';
import { cast, said, silent, votes, type Voice } from './voices.js';

export const motionStatuses = ['tabled', 'voting', 'carried', 'lost', 'quorum-missed', 'withdrawn'] as const;
export type MotionStatus = (typeof motionStatuses)[number];
export const aboutKinds = ['project', 'admission', 'charter', 'office', 'other'] as const;

/** Ids of units, as a field of an answer. */
export const UnitIds = (): PropertyDecorator => applyDecorators(IsArray(), IsUUID('all', { each: true }));

/** Words that were said of a motion, sealed. */
export type Remark = Readonly<{ unitId: string; at: string; sealed: Sealed<{ words: string }> }>;

/** A motion, how the ballots stand or stood, and what was decided. */
@Entity('decision_register')
@Index(['allianceId', 'tabledAt', 'motionId'])
@Index(['allianceId', 'status', 'tabledAt', 'motionId'])
@Index(['allianceId', 'tabledBy', 'tabledAt', 'motionId'])
@Index(['aboutId'])
@Index(['meetingId'])
@Index(['allianceId', 'reviewDue'])
@Index(['allianceId', 'closesAt'])
export class MotionRow {
  @KeyColumn() motionId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  @Column({ type: 'jsonb' }) @Nested(...abouts) about: About;
  @WordColumn(aboutKinds) aboutKind: About['kind'];
  /** The project or the unit that it is about; of an office, the unit for which its holder acts. */
  @IdColumn({ nullable: true }) aboutId: string | null;
  @IdColumn() tabledBy: string;
  @InstantColumn() tabledAt: string;
  /** Where the quorum was missed the motion may be put again. */
  @WordColumn(motionStatuses) status: MotionStatus;
  @InstantColumn({ nullable: true }) openedAt: string | null;
  @InstantColumn({ nullable: true }) closesAt: string | null;
  @InstantColumn({ nullable: true }) decidedAt: string | null;
  /** Where voting in a meeting is or was open: in which. */
  @IdColumn({ nullable: true }) meetingId: string | null;
  /** The units that cast no ballot on it, because they have an interest. */
  @Column({ type: 'jsonb' }) @UnitIds() recused: readonly string[];
  /** How many units may cast a ballot: the roll when voting opened, less the recused. */
  @WholeColumn({ nullable: true }) entitled: number | null;
  /** How many have cast one, abstentions included. */
  @WholeColumn() ballots: number;
  @WholeColumn() for: number;
  @WholeColumn() against: number;
  @WholeColumn() abstain: number;
  /** While voting is open: the units whose ballot is still to come; in a meeting, of those that were there. */
  @Column({ type: 'jsonb' }) @UnitIds() awaited: readonly string[];
  /** The charter's, as it was when voting opened. */
  @WordColumn(votingRules, { nullable: true }) votingRule: VotingRule | null;
  @WholeColumn({ nullable: true }) quorumPercent: number | null;
  /** The day on which the committee is to look at its decision again. */
  @Column({ type: 'text', nullable: true }) @IsDay() @OrNull() reviewOn: string | null;
  /** Whether that day has come, and the committee has not looked at it yet. */
  @FlagColumn() reviewDue: boolean;
  /** How many hearings are to be held before voting opens. */
  @WholeColumn() hearingsToHold: number;
  @WholeColumn() revision: number;
  /** What units think of it, and what the committee found later, as the events hold it: lists leave it out. */
  @Column({ type: 'jsonb', select: false }) statements: readonly Remark[];
  @Column({ type: 'jsonb', select: false }) reviews: readonly Omit<Remark, 'unitId'>[];
  /** Each unit on the roll, for who looks at one motion: lists leave it out. */
  @Column({ type: 'jsonb', select: false }) voices: readonly Voice[];
}

export const decisionRegister = readModelByStream<MotionEvent, MotionRow>(MotionRow, ['motionId'], {
  MotionTabled: (event) => put(tabled(event)),
  MotionWithdrawn: (event) => moved(event, () => ({ status: 'withdrawn', hearingsToHold: 0 })),
  VotingOpened: (event) =>
    moved(event, () => {
      const {
        roll,
        recused,
        votingRule,
        quorumPercent,
        closesAt = null,
        meetingId = null,
        attending = roll,
      } = event.data;
      const voices = roll.map((unitId) => ({ unitId, there: attending.includes(unitId), ...silent }));
      const how = { openedAt: event.issue.at, closesAt, meetingId, votingRule, quorumPercent };
      return { status: 'voting', ...how, ...votes(voices, recused) };
    }),
  InterestDeclared: (event) =>
    moved(event, ({ status, voices, recused }) => {
      const also = [...new Set([...recused, event.data.unitId])];
      return status === 'voting' ? votes(said(voices, event.data.unitId, silent), also) : { recused: also };
    }),
  BallotCast: (event) => moved(event, (row) => cast(row, event.data, event.issue.at)),
  MotionCarried: (event) =>
    moved(event, () => ({ status: 'carried', decidedAt: event.issue.at, awaited: [], ...event.data.tally })),
  DecisionReviewDue: (event) => moved(event, () => ({ reviewDue: true })),
  DecisionReviewed: (event) =>
    moved(event, ({ reviews }) => {
      const { reviewOn = null, sealed } = event.data;
      return { reviewDue: false, reviewOn, reviews: [...reviews, { at: event.issue.at, sealed }] };
    }),
  HearingCalled: (event) => moved(event, ({ hearingsToHold }) => ({ hearingsToHold: hearingsToHold + 1 })),
  HearingHeld: (event) => moved(event, ({ hearingsToHold }) => ({ hearingsToHold: hearingsToHold - 1 })),
  HearingCancelled: (event) => moved(event, ({ hearingsToHold }) => ({ hearingsToHold: hearingsToHold - 1 })),
  StatementMade: (event) =>
    moved(event, ({ statements }) => {
      const { unitId, sealed } = event.data;
      const others = statements.filter((each) => each.unitId !== unitId);
      return { statements: [...others, { unitId, at: event.issue.at, sealed }] };
    }),
  MotionLost: (event) =>
    moved(event, () => ({ status: 'lost', decidedAt: event.issue.at, awaited: [], ...event.data.tally })),
  QuorumMissed: (event) => moved(event, () => ({ status: 'quorum-missed', awaited: [], ...event.data.tally })),
});

const tabled = ({ subjectId, issue, revision, data }: Recorded<EventOf<MotionEvent, 'MotionTabled'>>): MotionRow => {
  const { title, about, tabledBy, reviewOn = null } = data;
  const matter = { title, about, aboutKind: about.kind, aboutId: idOf(about), tabledBy, reviewOn };
  const place = { allianceId: issue.tenantId, tabledAt: issue.at, revision };
  const before = { status: 'tabled' as const, openedAt: null, closesAt: null, meetingId: null, decidedAt: null };
  const rules = {
    votingRule: null,
    quorumPercent: null,
    reviewDue: false,
    hearingsToHold: 0,
    statements: [],
    reviews: [],
  };
  return { motionId: subjectId, ...place, ...matter, ...before, ...rules, ...votes([], []), entitled: null };
};

const idOf = (about: About): string | null => {
  if (about.kind === 'project') return about.projectId;
  return about.kind === 'admission' || about.kind === 'office' ? about.unitId : null;
};

const moved = ({ subjectId, revision }: Recorded, next: (row: MotionRow) => Partial<MotionRow>): Change<MotionRow> =>
  change({ motionId: subjectId }, (row) => ({ ...row, ...next(row), revision }));

export class MotionFilter extends PageQuery {
  @Optional() @OneOf(motionStatuses) readonly status?: MotionStatus;
  @Optional() @OneOf(aboutKinds) readonly aboutKind?: About['kind'];
  /** The project or the unit that motions are about. */
  @Optional() @IsId() readonly aboutId?: string;
  /** The unit that tabled them. */
  @Optional() @IsId() readonly tabledBy?: string;
  /** The meeting in which voting is or was open. */
  @Optional() @IsId() readonly meetingId?: string;
  /** Those that the committee is to look at again. */
  @Optional() @OneOf(['true']) readonly reviewDue?: 'true';
  /** A unit whose ballot is still to come. */
  @Optional() @IsId() readonly awaiting?: string;
}
const filters = ['status', 'aboutKind', 'aboutId', 'tabledBy', 'meetingId'] as const;

/** What was put before the committee, and what became of it? The newest first. */
export class GetDecisionRegister extends TenantQuery<Page<MotionRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: MotionFilter,
  ) {
    super(asked);
  }
}

const newestFirst = ['tabledAt', 'motionId'] as const;

export const getDecisionRegister = answering(GetDecisionRegister, (db, { asked, filter }) =>
  pageOf(
    db,
    MotionRow,
    newestFirst,
    filter,
    (rows) => {
      rows.where('row.allianceId = :allianceId', { allianceId: asked.tenantId });
      for (const column of filters)
        if (filter[column] !== undefined) rows.andWhere(`row.${column} = :${column}`, { [column]: filter[column] });
      const { awaiting, reviewDue } = filter;
      if (reviewDue !== undefined) rows.andWhere('row.reviewDue');
      if (awaiting !== undefined)
        rows.andWhere(`row.status = 'voting' AND row.awaited @> CAST(:awaiting AS jsonb)`, {
          awaiting: JSON.stringify([awaiting]),
        });
      return rows;
    },
    'DESC',
  ),
);
