import { change, put, readModelByStream, remove, type Recorded } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import {
  FlagColumn,
  IdColumn,
  KeyColumn,
  TextColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { LocalText } from '../platform/fields.js';
import { requirementKinds, type ProjectEvent, type Requirement } from './events.js';

@Entity('requirement')
@Index(['allianceId', 'kind'])
@Index(['allianceId', 'due'])
@Index(['allianceId', 'withoutTaker', 'projectId', 'place'])
export class RequirementRow {
  @KeyColumn() projectId: string;
  @KeyColumn() requirementId: string;
  @IdColumn() allianceId: string;
  /** Its place among the project's requirements, from 0. */
  @WholeColumn() place: number;
  @WordColumn(requirementKinds) kind: Requirement['kind'];
  @WordsColumn() description: LocalText;
  @TextColumn() unitOfMeasure: string;
  @WholeColumn() quantity: number;
  /** Accepted: what is still to come, and what has come. */
  @WholeColumn() pledged: number;
  /** Confirmed by the receiver. */
  @WholeColumn() delivered: number;
  /** The day by which it is needed. */
  @TextColumn({ nullable: true }) due: string | null;
  @FlagColumn() allowsSurplus: boolean;
  /** Whether the project takes pledges now. */
  @FlagColumn() taking: boolean;
  /** Whether it does, and no promise counts towards this. */
  @FlagColumn() withoutTaker: boolean;
}

type Plan = Readonly<{ requirements: readonly Requirement[] }>;

const rowsOf = ({ subjectId: projectId, issue, data }: Recorded<ProjectEvent> & { readonly data: Plan }) =>
  data.requirements.map(({ quantity, due = null, allowsSurplus = false, ...terms }, place) =>
    put<RequirementRow>({
      projectId,
      ...terms,
      allianceId: issue.tenantId,
      place,
      quantity,
      pledged: 0,
      delivered: 0,
      due,
      allowsSurplus,
      taking: false,
      withoutTaker: false,
    }),
  );

const seen = (row: RequirementRow): RequirementRow => ({ ...row, withoutTaker: row.taking && row.pledged === 0 });
const takes =
  (taking: boolean) =>
  ({ subjectId: projectId }: Recorded<ProjectEvent>) =>
    change<RequirementRow>({ projectId }, (row) => seen({ ...row, taking }));

/** What does each project need, how much of it has been promised, and how much has come? */
export const requirementRows = readModelByStream<ProjectEvent, RequirementRow>(
  RequirementRow,
  ['projectId', 'requirementId'],
  {
    ProjectProposed: rowsOf,
    // A project is revised before anything can be pledged to it.
    ProjectRevised: (event) => [remove({ projectId: event.subjectId }), ...rowsOf(event)],
    ProjectApproved: takes(true),
    ProjectCompleted: takes(false),
    ProjectCancelled: takes(false),
    PledgeAccepted: ({ subjectId: projectId, data: { requirementId, quantity } }) =>
      change({ projectId, requirementId }, (row) => seen({ ...row, pledged: row.pledged + quantity })),
    PledgeReleased: ({ subjectId: projectId, data: { requirementId, released, accepted } }) =>
      accepted ? change({ projectId, requirementId }, (row) => seen({ ...row, pledged: row.pledged - released })) : [],
    DeliveryConfirmed: ({ subjectId: projectId, data: { requirementId, quantity } }) =>
      change({ projectId, requirementId }, (row) => ({ ...row, delivered: row.delivered + quantity })),
    DeliveryReversed: ({ subjectId: projectId, data: { requirementId, quantity, confirmed } }) =>
      confirmed ? change({ projectId, requirementId }, (row) => ({ ...row, delivered: row.delivered - quantity })) : [],
  },
);
