import { change, put, readModelByStream, remove, type Change, type Recorded } from '#event-sourcing';
import { IsInt, Min } from 'class-validator';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, ListColumn, TextColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js'; // prettier-ignore
import { IsInstant, ListOf, LocalText, OrNull } from '../platform/fields.js';
import { items_max } from './agenda.js';
import { agendaItems, type AgendaItem, type MeetingEvent, type Sitting } from './events.js';

export const meetingStatuses = ['convened', 'open', 'adjourned', 'closed', 'cancelled', 'missed'] as const;
export type MeetingStatus = (typeof meetingStatuses)[number];

/** The units together, once: a meeting that is not adjourned has one sitting. */
export class SittingHeld {
  @IsInt() @Min(1) readonly sitting: number;
  @IsInstant() readonly openedAt: string;
  @IsInstant() @OrNull() readonly endedAt: string | null;
  /** How many of the entitled units were there as it began. */
  @IsInt() @Min(0) readonly present: number;
  @IsInt() @Min(0) readonly entitled: number;
  @IsInt() @Min(0) readonly quorumPercent: number;
}

/** A meeting of the joint committee: when, where, about what, and how it went. */
@Entity('meeting')
@Index(['allianceId', 'from', 'meetingId'])
@Index(['allianceId', 'to'])
@Index(['allianceId', 'status', 'from', 'meetingId'])
export class MeetingRow {
  @KeyColumn() meetingId: string;
  @IdColumn() allianceId: string;
  /** When it begins or began; of an adjourned one, when it goes on. */
  @InstantColumn() from: string;
  @InstantColumn() to: string;
  @WordsColumn() place: LocalText;
  /** The alliance's, as it was when the meeting was convened. */
  @TextColumn() timeZone: string;
  @Column('jsonb') @ListOf(agendaItems, { min: 0, max: items_max }) agenda: readonly AgendaItem[];
  @WordColumn(meetingStatuses) status: MeetingStatus;
  @InstantColumn() convenedAt: string;
  @ListColumn(SittingHeld) sittings: readonly SittingHeld[];
  @WholeColumn() revision: number;
}

/** Who was there for a unit at a sitting. */
@Entity('attendance')
@Index(['allianceId', 'unitId', 'at'])
export class AttendanceRow {
  @KeyColumn() meetingId: string;
  @PrimaryColumn('int') @IsInt() @Min(1) sitting: number;
  @KeyColumn() unitId: string;
  @IdColumn() allianceId: string;
  @IdColumn() personId: string;
  @IdColumn() mandateId: string;
  /** Since when. */
  @InstantColumn() at: string;
}

const moved = ({ subjectId, revision }: Recorded, next: (row: MeetingRow) => Partial<MeetingRow>): Change<MeetingRow> =>
  change({ meetingId: subjectId }, (row) => ({ ...row, ...next(row), revision }));

const began = ({ issue }: Recorded, { sitting, roll, present, quorumPercent }: Sitting): SittingHeld => ({
  sitting,
  openedAt: issue.at,
  endedAt: null,
  present: present.length,
  entitled: roll.length,
  quorumPercent,
});

/** The sittings, of which none is under way any more. */
const ended = ({ issue }: Recorded, { sittings }: MeetingRow): readonly SittingHeld[] =>
  sittings.map((each) => ({ ...each, endedAt: each.endedAt ?? issue.at }));

/** Which meetings are there, and how does each stand? */
export const meetingRows = readModelByStream<MeetingEvent, MeetingRow>(MeetingRow, ['meetingId'], {
  MeetingConvened: ({ subjectId: meetingId, revision, issue, data }) => {
    const place = { allianceId: issue.tenantId, convenedAt: issue.at, revision };
    return put({ meetingId, ...data, ...place, status: 'convened', sittings: [] });
  },
  AgendaRevised: (event) => moved(event, () => ({ agenda: event.data.agenda })),
  MeetingRescheduled: (event) =>
    moved(event, () => {
      const { from, to, place } = event.data;
      return { from, to, place };
    }),
  MeetingCancelled: (event) => moved(event, () => ({ status: 'cancelled' })),
  UnitAttended: (event) => moved(event, () => ({})),
  MeetingOpened: (event) =>
    moved(event, ({ sittings }) => ({ status: 'open', sittings: [...sittings, began(event, event.data)] })),
  MeetingAdjourned: (event) =>
    moved(event, (row) => {
      const { from, to } = event.data;
      return { status: 'adjourned', from, to, sittings: ended(event, row) };
    }),
  MeetingResumed: (event) =>
    moved(event, ({ sittings }) => ({ status: 'open', sittings: [...sittings, began(event, event.data)] })),
  MeetingClosed: (event) => moved(event, (row) => ({ status: 'closed', sittings: ended(event, row) })),
  MeetingMissed: (event) => moved(event, () => ({ status: 'missed' })),
});

/** Who was there? Of a meeting that is put at another time, nobody was. */
export const attendanceRows = readModelByStream<MeetingEvent, AttendanceRow>(
  AttendanceRow,
  ['meetingId', 'sitting', 'unitId'],
  {
    UnitAttended: ({ subjectId: meetingId, issue, data }) =>
      put({ meetingId, ...data, allianceId: issue.tenantId, at: issue.at }),
    MeetingRescheduled: ({ subjectId: meetingId }) => remove({ meetingId }),
  },
);
