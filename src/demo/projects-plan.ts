import { createHash } from 'node:crypto';
import { acceptPledge } from '../projects/accept-pledge.js';
import { confirmDelivery } from '../projects/confirm-delivery.js';
import { makePledge } from '../projects/make-pledge.js';
import { proposeProject } from '../projects/propose-project.js';
import { reportDelivery } from '../projects/report-delivery.js';
import { startProject } from '../projects/start-project.js';
import { submitProject } from '../projects/submit-project.js';
import { later } from './calendar.js';
import type { DemoDelivery, DemoPledge, DemoProject } from './demo-file.js';
import { hour, type Planner } from './planner.js';

/** Projects are proposed and submitted, pledged to, and what was delivered is confirmed by who proposed them. */
export const planProjects = (plan: Planner): void => {
  for (const project of plan.file.projects) propose(plan, project);
  for (const pledge of plan.file.pledges) promise(plan, pledge);
  plan.file.deliveries.forEach((delivery, n) => deliver(plan, delivery, n));
};

const propose = (plan: Planner, { key, title, proposedBy, requirements, proposedAt }: DemoProject): void => {
  const [at, projectId] = [plan.calendar.at(proposedAt), plan.idOf('project', key)];
  const proposer = (when: string) => plan.in('projects').at(when).by(proposedBy);
  const needed = requirements.map(({ key: each, ...rest }) => ({
    requirementId: plan.idOf('requirement', `${key} ${each}`),
    ...rest,
  }));
  proposer(at).does(`propose ${key}`, proposeProject, projectId, { body: { title, requirements: needed } });
  proposer(later(at, hour)).does(`submit ${key}`, submitProject, projectId);
  const pledged = plan.file.pledges.filter(({ project }) => project === key).map((each) => plan.calendar.at(each.at));
  const [first] = pledged.toSorted();
  if (first) proposer(later(first, -30)).does(`start ${key}`, startProject, projectId);
};

const keyOf = ({ project, requirement, unit }: Pick<DemoPledge, 'project' | 'requirement' | 'unit'>): string =>
  `${project} ${requirement} ${unit}`;
const proposerOf = ({ file }: Planner, project: string): string | undefined =>
  file.projects.find(({ key }) => key === project)?.proposedBy;

/** A pledge that names a resource is settled by it; any other is accepted by the receiver. */
const promise = (plan: Planner, pledge: DemoPledge): void => {
  const { project, requirement, unit, resource, quantity } = pledge;
  const [pledgeId, projectId] = [plan.idOf('pledge', keyOf(pledge)), plan.idOf('project', project)];
  const at = plan.calendar.at(pledge.at);
  const body = {
    ...{ pledgeId, requirementId: plan.idOf('requirement', `${project} ${requirement}`), quantity },
    ...(resource && { resourceId: plan.idOf('resource', resource) }),
  };
  plan
    .in('pledges')
    .at(at)
    .by(unit)
    .does(`pledge ${keyOf(pledge)}`, makePledge, projectId, { body, settles: true });
  const receiver = plan.in('pledges').at(later(at, hour)).by(proposerOf(plan, project));
  if (!resource) receiver.does(`accept ${keyOf(pledge)}`, acceptPledge, projectId, { path: { pledgeId } });
};

const deliver = (plan: Planner, delivery: DemoDelivery, n: number): void => {
  const { project, unit, quantity, evidence: reference } = delivery;
  const [pledgeId, projectId] = [plan.idOf('pledge', keyOf(delivery)), plan.idOf('project', project)];
  const deliveryId = plan.idOf('delivery', `${keyOf(delivery)} ${n}`);
  const at = plan.calendar.at(delivery.at);
  const evidence = { reference, sha256: createHash('sha256').update(reference).digest('hex') };
  const body = { deliveryId, quantity, evidence };
  plan.in('deliveries').at(at).by(unit).does(`deliver ${n}`, reportDelivery, projectId, { body, path: { pledgeId } });
  const receiver = plan
    .in('deliveries')
    .at(later(at, 3 * hour))
    .by(proposerOf(plan, project));
  receiver.does(`confirm ${n}`, confirmDelivery, projectId, { path: { pledgeId, deliveryId } });
};
