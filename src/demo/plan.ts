import type { Decision } from '#event-sourcing';
import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { applyForMembership } from '../alliances/apply-for-membership.js';
import type { Charter } from '../alliances/events.js';
import { foundAlliance } from '../alliances/found-alliance.js';
import { castBallot } from '../committee/cast-ballot.js';
import { closeVoting } from '../committee/close-voting.js';
import { choices, type Choice } from '../committee/events.js';
import { openVoting } from '../committee/open-voting.js';
import { tableMotion } from '../committee/table-motion.js';
import { acceptPledge } from '../projects/accept-pledge.js';
import { confirmDelivery } from '../projects/confirm-delivery.js';
import { makePledge } from '../projects/make-pledge.js';
import { proposeProject } from '../projects/propose-project.js';
import { reportDelivery } from '../projects/report-delivery.js';
import { startProject } from '../projects/start-project.js';
import { submitProject } from '../projects/submit-project.js';
import { offerResource } from '../resources/offer-resource.js';
import { later, type Calendar } from './calendar.js';
import type { DemoFile, DemoMotion, DemoPledge, DemoProject, DemoUnit } from './demo-file.js';

const demos = '6f3f1c0e-5d5b-5a0e-9c58-0a4b7f0e7d11';
const hour = 60;
const day = 24 * hour;

/** One command of the load: when, by whom (a unit's key, or the operator), and what. */
export type Step = Readonly<{
  name: string;
  section: string;
  at: string;
  by: string | undefined;
  decision: Decision;
  subjectId: string;
  body: object;
  path?: object;
  /** What comes after it builds on what it sets off. */
  settles?: boolean;
}>;

/** The ids of a file's things: the same ones whenever it is loaded. */
export const idsOf = (file: DemoFile) => {
  const allianceId = v5(JSON.stringify(file.alliance.name), demos);
  return { allianceId, idOf: (kind: string, key: string): string => v5(`${kind} ${key}`, allianceId) };
};

/**
 * All commands of a file, in the order of their instants. What a file leaves open is filled in: the units that did not
 * found the alliance apply and are admitted by motions within its first days, and resources are offered after that.
 */
export const plan = (file: DemoFile, calendar: Calendar): readonly Step[] => {
  const { allianceId, idOf } = idsOf(file);
  const foundedAt = calendar.at(file.alliance.foundedAt);
  const founders = file.units.filter(({ key }) => file.alliance.foundingUnits.includes(key));
  const joiners = file.units.filter(({ key }) => !file.alliance.foundingUnits.includes(key));
  const delegate = (key: string) => ({ personId: idOf('person', key), from: foundedAt });
  const secretary = file.units[0]!.key; // a file has one at least
  const steps: Step[] = [];
  const add = (
    section: string,
    name: string,
    at: string,
    by: string | undefined,
    rest: Omit<Step, 'section' | 'name' | 'at' | 'by'>,
  ) => steps.push({ section, name, at, by, ...rest });
  const holder = (key: string) => ({ unitId: idOf('unit', key), personId: idOf('person', key) });

  /** Opened, voted on half-way, closed at the end. */
  const vote = (
    section: string,
    key: string,
    from: string,
    to: string,
    ballots: Readonly<Partial<Record<Choice, readonly string[]>>>,
  ) => {
    const motionId = idOf('motion', key);
    add(section, `open ${key}`, from, secretary, { decision: openVoting, subjectId: motionId, body: { closesAt: to } });
    for (const choice of choices)
      for (const unit of ballots[choice] ?? [])
        add(section, `ballot ${key} ${unit}`, later(from, 30), unit, {
          decision: castBallot,
          subjectId: motionId,
          body: { choice },
        });
    add(section, `close ${key}`, to, secretary, {
      decision: closeVoting,
      subjectId: motionId,
      body: {},
      settles: true,
    });
  };

  const found = () => {
    const { name, area, charter, chair, timeZone, currency } = file.alliance;
    const { origin: _, newcomers: __, over60: ___, ...where } = area;
    const body = {
      ...{ name, area: where, charter: { ...charter, timeZone, currency } satisfies Charter },
      units: founders.map((unit) => ({ ...idOfUnit(unit), delegate: delegate(unit.key) })),
      chair: holder(chair),
      secretary: holder(secretary),
    };
    add('alliance', 'found', foundedAt, undefined, {
      decision: foundAlliance,
      subjectId: allianceId,
      body,
      settles: true,
    });
  };
  const idOfUnit = ({ key, name, kind }: DemoUnit) => ({ unitId: idOf('unit', key), name, kind });

  const apply = (section: string, { key, name, kind }: DemoUnit, at: string) => {
    const body = { name, kind, delegate: { ...delegate(key), from: at } };
    add(section, `apply ${key}`, at, key, { decision: applyForMembership, subjectId: idOf('unit', key), body });
  };
  const admit = (unit: DemoUnit, n: number) => {
    const motion = `admit-${unit.key}`;
    const title = {
      ...(unit.name.zh && { zh: `接纳${unit.name.zh}` }),
      ...(unit.name.en && { en: `Admit ${unit.name.en}` }),
    };
    const about = { kind: 'admission', unitId: idOf('unit', unit.key) };
    apply('units', unit, later(foundedAt, day + n));
    add('units', motion, later(foundedAt, 2 * day + n), secretary, {
      ...{ decision: tableMotion, subjectId: idOf('motion', motion), body: { title, about } },
    });
    const from = later(foundedAt, 3 * day + n * hour);
    vote('units', motion, from, later(from, 2 * day), { for: founders.map(({ key }) => key) });
  };

  const offer = ({ key, unit, origin: _origin, ...body }: DemoFile['resources'][number], n: number) =>
    add('resources', `offer ${key}`, later(foundedAt, 8 * day + n), unit, {
      ...{ decision: offerResource, subjectId: idOf('resource', key), body },
    });

  const propose = ({ key, title, proposedBy, requirements, proposedAt }: DemoProject) => {
    const body = {
      title,
      requirements: requirements.map(({ key: each, ...rest }) => ({
        requirementId: idOf('requirement', `${key} ${each}`),
        ...rest,
      })),
    };
    const [at, subjectId] = [calendar.at(proposedAt), idOf('project', key)];
    add('projects', `propose ${key}`, at, proposedBy, { decision: proposeProject, subjectId, body });
    add('projects', `submit ${key}`, later(at, hour), proposedBy, { decision: submitProject, subjectId, body: {} });
    const first = file.pledges
      .filter(({ project }) => project === key)
      .map((pledge) => calendar.at(pledge.at))
      .sort()[0];
    if (first)
      add('projects', `start ${key}`, later(first, -30), proposedBy, { decision: startProject, subjectId, body: {} });
  };

  const move = ({ key, title, about, tabledBy, tabledAt, meeting: of, ballots, reviewOn }: DemoMotion) => {
    const meeting = file.meetings.find((each) => each.key === of)!; // every key of a read file leads somewhere
    const at = calendar.at(tabledAt ?? meeting.convenedAt);
    const matter = { kind: 'project', projectId: idOf('project', about), asks: 'approve' };
    const body = { title, about: matter, ...(reviewOn && { reviewOn: calendar.day(reviewOn) }) };
    add('motions', `table ${key}`, at, tabledBy, { decision: tableMotion, subjectId: idOf('motion', key), body });
    if (ballots) vote('motions', key, calendar.at(meeting.from), calendar.at(meeting.to), ballots);
  };

  const pledgeKey = ({ project, requirement, unit }: Pick<DemoPledge, 'project' | 'requirement' | 'unit'>) =>
    `${project} ${requirement} ${unit}`;
  const proposerOf = (project: string) => file.projects.find(({ key }) => key === project)!.proposedBy; // it leads somewhere, too
  const pledge = (each: DemoPledge) => {
    const [pledgeId, subjectId, at] = [
      idOf('pledge', pledgeKey(each)),
      idOf('project', each.project),
      calendar.at(each.at),
    ];
    const requirementId = idOf('requirement', `${each.project} ${each.requirement}`);
    const resource = each.resource && { resourceId: idOf('resource', each.resource) };
    const body = { pledgeId, requirementId, quantity: each.quantity, ...resource };
    add('pledges', `pledge ${pledgeKey(each)}`, at, each.unit, {
      decision: makePledge,
      subjectId,
      body,
      settles: true,
    });
    if (!resource)
      add('pledges', `accept ${pledgeKey(each)}`, later(at, hour), proposerOf(each.project), {
        ...{ decision: acceptPledge, subjectId, body: {}, path: { pledgeId } },
      });
  };
  const deliver = (each: DemoFile['deliveries'][number], n: number) => {
    const [pledgeId, deliveryId] = [idOf('pledge', pledgeKey(each)), idOf('delivery', `${pledgeKey(each)} ${n}`)];
    const subjectId = idOf('project', each.project);
    const evidence = { reference: each.evidence, sha256: createHash('sha256').update(each.evidence).digest('hex') };
    const at = calendar.at(each.at);
    add('deliveries', `deliver ${n}`, at, each.unit, {
      ...{
        decision: reportDelivery,
        subjectId,
        body: { deliveryId, quantity: each.quantity, evidence },
        path: { pledgeId },
      },
    });
    add('deliveries', `confirm ${n}`, later(at, 3 * hour), proposerOf(each.project), {
      ...{ decision: confirmDelivery, subjectId, body: {}, path: { pledgeId, deliveryId } },
    });
  };

  found();
  joiners.forEach(admit);
  file.resources.forEach(offer);
  file.projects.forEach(propose);
  file.motions.forEach(move);
  file.pledges.forEach(pledge);
  file.deliveries.forEach(deliver);
  for (const { unit, at } of file.applications) apply('applications', unit, calendar.at(at));
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)); // stable: what is of one instant keeps its order
};
