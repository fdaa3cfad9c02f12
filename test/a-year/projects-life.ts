import { motion } from '../../src/committee/motion.js';
import { project, type PresentProject } from '../../src/projects/project.js';
import { resource } from '../../src/resources/resource.js';
import { aUnit, actingFor, because, dayOf, holderOf, onRoll, voiceOf } from './alliance-life.js';
import type { Act, Year } from './year.js';

const measures = [
  ['goods', 'pieces'],
  ['labour', 'hours'],
  ['money', 'CNY'],
  ['venue', 'seats'],
] as const;
export const evidence = { reference: 'receipt 7', sha256: 'a'.repeat(64) };

type Open = PresentProject['pledges'] extends ReadonlyMap<string, infer Pledge> ? Pledge : never;

/** Projects, from the proposal to the evaluation, with what is pledged, delivered, spent and reached. */
export const projectsLife = (year: Year): readonly Act[] => [
  ...proposing(year),
  ...[...year.world.all(project)].flatMap(([id, each]) =>
    each.status === 'absent' ? [] : projectLife(year, id, each),
  ),
];

const requirementsOf = (year: Year, name: string) => {
  const luck = year.luck('requirements', name);
  return Array.from({ length: luck.whole(1, 4) }, (_, n) => {
    const [kind, unitOfMeasure] = luck.of(measures);
    return {
      ...{
        requirementId: year.idOf(`requirement ${name} ${n}`),
        kind,
        unitOfMeasure,
        description: { en: `Part ${n}` },
      },
      quantity: luck.whole(4, 60) * (kind === 'money' ? 1_000 : 1),
      ...(luck.chance(0.6) && { due: dayOf(year.now, luck.whole(20, 150)) }),
      ...(luck.chance(0.3) && { allowsSurplus: true }),
    };
  });
};

const proposing = (year: Year): readonly Act[] => {
  const luck = year.luck('proposing');
  if (!luck.chance(0.14)) return [];
  const projectId = year.idOf(`project ${year.now}`);
  const motions = [...year.world.all(motion)].filter(([, { status }]) => status === 'carried' || luck.chance(0.02));
  const [id] = motions.length > 0 && luck.chance(0.2) ? luck.of(motions) : [];
  const origin = id ? { origin: { kind: 'motion', id } } : luck.chance(0.1) && { origin: { kind: 'need', id: projectId } }; // prettier-ignore
  const said = { projectId, title: { en: 'A project' }, requirements: requirementsOf(year, projectId), ...origin };
  return [{ command: 'ProposeProject', on: projectId, by: actingFor(year, aUnit(year, 'proposes')), body: said }];
};

const projectLife = (year: Year, on: string, here: PresentProject): readonly Act[] => {
  const luck = year.luck('project', on);
  const receiver = actingFor(year, here.receiver);
  const may = (chance: number, command: string, body: object = {}, by: Act['by'] = receiver): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, body }] : [];
  const always = [
    ...may(0.0015, 'CancelProject', because, luck.chance(0.5) ? receiver : holderOf(year, 'chair')),
    ...may(0.001, 'AppointReceiver', { unitId: aUnit(year, on) }, voiceOf(year, here.receiver)),
    ...(here.receiverLeft ? may(0.15, 'AppointReceiver', { unitId: aUnit(year, on) }, holderOf(year, 'chair')) : []),
    ...fundLife(year, on, here),
  ];
  const revised = { title: { en: `Revised at ${year.now}` }, requirements: requirementsOf(year, `${on} ${year.now}`) };
  const evaluation = { voice: luck.of(['unit', 'unit', 'beneficiary']), score: luck.whole(1, 5), words: 'So it is' };
  switch (here.status) {
    case 'proposed':
    case 'deferred':
      return [...always, ...may(0.04, 'ReviseProject', revised), ...may(0.15, 'SubmitProject')];
    case 'approved':
    case 'underway':
      return [
        ...always,
        ...(here.status === 'approved' ? may(0.08, 'StartProject') : []),
        ...(here.pledges.size === 0 ? may(0.04, 'CompleteProject') : may(0.002, 'CompleteProject')),
        ...milestonesLife(year, on, here),
        ...pledging(year, on, here),
        ...[...here.pledges].flatMap(([id, pledge]) => pledgeLife(year, on, here, id, pledge)),
        ...deliveriesLife(year, on, here),
      ];
    case 'completed':
      return [
        ...always,
        ...deliveriesLife(year, on, here),
        ...may(0.12, 'EvaluateProject', evaluation, actingFor(year, aUnit(year, 'judges', on))),
      ];
    default:
      return [...always, ...deliveriesLife(year, on, here), ...may(0.001, 'EvaluateProject', evaluation)];
  }
};

const fundLife = (year: Year, on: string, here: PresentProject): readonly Act[] => {
  const luck = year.luck('fund', on);
  const by = voiceOf(year, here.receiver);
  const motions = [...here.motions];
  const free = [...year.world.all(motion)].filter(([, each]) => each.status === 'carried').map(([id]) => id);
  const [currency, balance] = [...here.fund][0] ?? ['CNY', 0];
  const motionId = luck.chance(0.8) && motions.length > 0 ? luck.of(motions) : free.length > 0 ? luck.of(free) : on;
  const amountMinor = luck.whole(1, Math.max(1, Math.ceil(balance * 1.1)));
  const said = { currency, amountMinor, purpose: 'Lamps', motionId, evidence };
  const spent = [...here.spendings.keys()];
  const reversed = () => ({ command: 'ReverseSpending', on, by, path: { spendingId: luck.of(spent) }, body: because });
  return [
    ...(luck.chance(balance > 0 ? 0.06 : 0.001) ? [{ command: 'SpendFund', on, by, body: said, beside: [motionId] }] : []), // prettier-ignore
    ...(spent.length > 0 && luck.chance(0.006) ? [reversed()] : []),
  ];
};

const milestonesLife = (year: Year, on: string, here: PresentProject): readonly Act[] => {
  const luck = year.luck('milestones', on);
  const by = actingFor(year, here.receiver);
  const set = { title: { en: 'Half of it' }, due: dayOf(year.now, luck.whole(3, 60)) };
  const report = { words: 'It goes on', ...(luck.chance(0.7) && { percent: luck.whole(0, 100) }) };
  const each = ([milestoneId, { status }]: readonly [string, { readonly status: string }]): readonly Act[] => {
    const luck = year.luck('milestone', milestoneId);
    const open = status === 'set' || status === 'missed';
    if (luck.chance(open ? 0.04 : 0.001)) return [{ command: 'ReachMilestone', on, by, path: { milestoneId } }];
    return luck.chance(open ? 0.01 : 0.001) ? [{ command: 'DropMilestone', on, by, path: { milestoneId }, body: because }] : []; // prettier-ignore
  };
  return [
    ...(luck.chance(0.015) ? [{ command: 'SetMilestone', on, by, body: set }] : []),
    ...(luck.chance(0.03) ? [{ command: 'ReportProgress', on, by, body: report }] : []),
    ...[...here.milestones].flatMap(each),
  ];
};

const pledging = (year: Year, on: string, { plan, accepted }: PresentProject): readonly Act[] =>
  plan.requirements.flatMap(({ requirementId, quantity, unitOfMeasure, allowsSurplus }): readonly Act[] => {
    const luck = year.luck('pledging', on, requirementId);
    const room = quantity - (accepted.get(requirementId) ?? 0);
    if (!luck.chance(room > 0 ? 0.08 : allowsSurplus ? 0.01 : 0.001)) return [];
    const shared = [...year.world.all(resource)].filter(
      ([, each]) => each.status === 'offered' && each.offer.unitOfMeasure === unitOfMeasure,
    );
    const [resourceId, owner] = shared.length > 0 && luck.chance(0.5) ? luck.of(shared) : [];
    const unitId = owner && owner.status !== 'absent' && luck.chance(0.95) ? owner.unitId : luck.of(onRoll(year));
    const until = luck.chance(0.2) && { until: dayOf(year.now, luck.whole(1, 40)) };
    const most = Math.max(1, luck.chance(0.9) ? room : room * 2);
    const pledge = { requirementId, quantity: luck.whole(1, most), ...(resourceId && { resourceId }), ...until };
    return [{ command: 'MakePledge', on, by: voiceOf(year, unitId), body: pledge, beside: [resourceId] }];
  });

const pledgeLife = (year: Year, on: string, here: PresentProject, pledgeId: string, pledge: Open): readonly Act[] => {
  const luck = year.luck('pledge', pledgeId);
  const [receiver, giver] = [actingFor(year, here.receiver), voiceOf(year, pledge.unitId)];
  const path = { pledgeId };
  const act = (command: string, by: Act['by'], body: object = {}): readonly Act[] =>
    [{ command, on, by, path, body, beside: [pledge.resourceId] }];
  if (pledge.status === 'made') {
    if (luck.chance(0.3)) return act('AcceptPledge', receiver);
    if (luck.chance(0.03)) return act('DeclinePledge', receiver, because);
    return luck.chance(0.01) ? act('WithdrawPledge', giver, because) : [];
  }
  const rest = pledge.quantity - pledge.reported;
  const others = here.plan.requirements.filter((each) => each.requirementId !== pledge.requirementId);
  if (luck.chance(rest > 0 ? 0.1 : 0.005)) return act('ReportDelivery', giver, { quantity: luck.chance(0.6) ? Math.max(1, rest) : luck.whole(1, rest + 1), evidence });
  if (luck.chance(0.01)) return act('WithdrawPledge', giver, because);
  return luck.chance(0.02) && others.length > 0 ? act('ReallocatePledge', giver, { requirementId: luck.of(others).requirementId }) : [];
}; // prettier-ignore

const deliveriesLife = (year: Year, on: string, here: PresentProject): readonly Act[] =>
  [...here.deliveries].flatMap(([deliveryId, { pledgeId, status }]): readonly Act[] => {
    const luck = year.luck('delivery', deliveryId);
    const pledge = here.pledges.get(pledgeId) ?? here.pastPledges.get(pledgeId);
    const receiver = actingFor(year, here.receiver);
    const path = { pledgeId, deliveryId };
    const beside = [pledge?.resourceId];
    const isOpen = status === 'reported' && here.pledges.has(pledgeId);
    if (luck.chance(isOpen ? 0.3 : 0.0005)) return [{ command: 'ConfirmDelivery', on, by: receiver, path, beside }];
    const by = status === 'reported' && luck.chance(0.6) ? actingFor(year, pledge?.unitId) : receiver;
    const wrong = isOpen ? 0.03 : status === 'confirmed' ? 0.002 : 0.0005;
    return luck.chance(wrong) ? [{ command: 'ReverseDelivery', on, by, path, body: because, beside }] : [];
  });
