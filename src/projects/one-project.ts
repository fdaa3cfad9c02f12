import { answering, TenantQuery } from '#nest-event-sourcing';
import { In, type EntityManager } from 'typeorm';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { presides } from '../access/standing.js';
import { ListOf } from '../platform/fields.js';
import { DeliveryRow } from './delivery-rows.js';
import { FundRow, fundOf } from './fund-rows.js';
import { PledgeRow } from './pledge-rows.js';
import { ProjectOnBoard, requirementsOf } from './project-board.js';
import { ProjectRow } from './project-rows.js';
import { refuse } from './refusals.js';
import { requirements_max } from './requirements.js';
import { isOver } from './stage.js';

/** How many of a thing's parts are shown with it. */
export const parts_max = 500;

/** A project with what was promised and delivered, and what the one who asks may do with it now. */
export class ProjectView extends ProjectOnBoard {
  /** The newest 500; all of them are under `pledges`. */
  @ListOf([PledgeRow], { min: 0, max: parts_max }) readonly pledges: readonly PledgeRow[];
  /** The newest 500; all of a pledge's are with it. */
  @ListOf([DeliveryRow], { min: 0, max: parts_max }) readonly deliveries: readonly DeliveryRow[];
  /** What there is of each currency that it asked for. */
  @ListOf([FundRow], { min: 0, max: requirements_max }) readonly fund: readonly FundRow[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** How does one project stand, and what can be done with it? */
export class GetProject extends TenantQuery<ProjectView> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
  ) {
    super(asked);
  }
}

export const getProject = answering(GetProject, async (db, { asked, projectId }): Promise<ProjectView> => {
  const project = await projectOf(db, asked.tenantId, projectId);
  const requirements = (await requirementsOf(db, projectId)).get(projectId) ?? [];
  const pledges = await db.find(PledgeRow, {
    where: { projectId },
    order: { madeAt: 'DESC', pledgeId: 'DESC' },
    take: parts_max,
  });
  const deliveries = await db.find(DeliveryRow, {
    where: { projectId },
    order: { reportedAt: 'DESC', deliveryId: 'DESC' },
    take: parts_max,
  });
  const open = await db.existsBy(PledgeRow, { projectId, status: In(['made', 'accepted']) });
  const possible = candidates({ ...project, requirements }, open, asked.asker);
  const fund = await fundOf(db, projectId);
  return { ...project, requirements, pledges, deliveries, fund, acts: actsOf(asked.asker, hrefOf(project), possible) };
});

/** A project of the alliance, or a refusal. */
export const projectOf = async (db: EntityManager, allianceId: string, projectId: string): Promise<ProjectRow> =>
  (await db.findOneBy(ProjectRow, { projectId, allianceId })) ?? refuse('project-not-found');

export const hrefOf = ({ allianceId, projectId }: Pick<ProjectRow, 'allianceId' | 'projectId'>): string =>
  `/v1/alliances/${allianceId}/projects/${projectId}`;

/** Whether it is this unit that asks. */
export const asks = ({ principal }: Asker, unitId: string): boolean =>
  principal.kind === 'person' && principal.unitId === unitId;

const candidates = (project: ProjectOnBoard, open: boolean, asker: Asker): readonly Candidate[] => {
  const { stage, requirements, receiver, receiverLeft, evaluationClosed } = project;
  const mine = asks(asker, receiver);
  const chair = presides(asker.standing);
  const inHand = mine && (stage === 'proposed' || stage === 'deferred');
  const taking = (stage === 'approved' || stage === 'underway') && requirements.some(hasRoom);
  return [
    ['ReviseProject', 'revision', inHand],
    ['SubmitProject', 'submission', inHand],
    ['StartProject', 'start', mine && stage === 'approved'],
    ['MakePledge', 'pledges', taking],
    ['CompleteProject', 'completion', mine && stage === 'underway' && !open],
    ['CancelProject', 'cancellation', (mine || chair) && !isOver(stage)],
    ['SetMilestone', 'milestones', mine && !isOver(stage)],
    ['ReportProgress', 'reports', mine && stage === 'underway'],
    ['EvaluateProject', 'evaluations', stage === 'completed' && !evaluationClosed],
    ['AppointReceiver', 'receiver', (mine || (chair && receiverLeft)) && stage !== 'declined'],
  ];
};

const hasRoom = ({ short, allowsSurplus }: ProjectOnBoard['requirements'][number]): boolean =>
  short > 0 || allowsSurplus;
