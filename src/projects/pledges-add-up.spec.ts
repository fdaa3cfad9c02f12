import { evolve, Refusal, type Decision, type EventOf, type Under } from '#event-sourcing';
import { rowsAfter } from '#event-sourcing/testing';
import fc from 'fast-check';
import { by, byReaction, evidence, hours, lamps, money } from '../../test/project-history.js';
import { acceptPledge } from './accept-pledge.js';
import { appointReceiver } from './appoint-receiver.js';
import { approveProject } from './approve-project.js';
import { cancelProject } from './cancel-project.js';
import { completeProject } from './complete-project.js';
import { confirmDelivery } from './confirm-delivery.js';
import { declinePledge } from './decline-pledge.js';
import { deferProject } from './defer-project.js';
import { deliveryRows } from './delivery-rows.js';
import type { ProjectEvent } from './events.js';
import { fundEntryRows, fundRows } from './fund-rows.js';
import { lapsePledge } from './lapse-pledge.js';
import { makePledge } from './make-pledge.js';
import { markReceiverLeft } from './mark-receiver-left.js';
import { pledgeRows } from './pledge-rows.js';
import { projectRows } from './project-rows.js';
import { project, type Project } from './project.js';
import { proposeProject } from './propose-project.js';
import { reallocatePledge } from './reallocate-pledge.js';
import { releasePledges } from './release-pledges.js';
import { reportDelivery } from './report-delivery.js';
import { requirementRows } from './requirement-rows.js';
import { reverseDelivery } from './reverse-delivery.js';
import { reviseProject } from './revise-project.js';
import { reverseSpending } from './reverse-spending.js';
import { settlePledge } from './settle-pledge.js';
import { spendFund } from './spend-fund.js';
import { startProject } from './start-project.js';
import { submitProject } from './submit-project.js';
import { withdrawPledge } from './withdraw-pledge.js';

type Asked = Readonly<{ decision: Decision; said: object; who: { actor: { kind: string } } }>;
const requirements = [
  { ...lamps, quantity: 8 },
  { ...lamps, requirementId: 'lanterns', quantity: 4 },
  { ...hours, quantity: 8 },
  { ...money, quantity: 8 },
];
const at = '2026-01-01T00:00:00.000Z';
const plan = { title: { en: 'Street lights' }, requirements };
const begun: readonly Asked[] = [
  { decision: proposeProject, said: plan, who: by('residents') },
  { decision: submitProject, said: {}, who: by('residents') },
  { decision: approveProject, said: { motionId: 'm1' }, who: byReaction },
];
const withMoney: readonly Asked[] = [
  ...begun,
  { decision: makePledge, said: { pledgeId: 'cash', requirementId: 'money', quantity: 6 }, who: by('bank') },
  { decision: acceptPledge, said: { pledgeId: 'cash' }, who: by('residents') },
];

const unit = fc.constantFrom('residents', 'school', 'bank').map((name) => by(name));
const pledgeId = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const part = fc.constantFrom('p1 d1', 'p1 d2', 'p2 d3', 'p3 d4', 'p4 d5', 'p2 d1', 'cash d6', 'cash d7').map((ids) => {
  const [pledgeId, deliveryId] = ids.split(' ');
  return { pledgeId, deliveryId };
});
const quantity = fc.integer({ min: 1, max: 4 });
const ask = (
  decision: Decision,
  body: fc.Arbitrary<object> = fc.constant({}),
  who: fc.Arbitrary<Asked['who']> = unit,
) => fc.tuple(body, who).map(([said, who]): Asked => ({ decision, said: JSON.parse(JSON.stringify(said)), who }));
const reaction = fc.constant(byReaction);
const clock = fc.constant({ actor: { kind: 'clock' }, at: '2026-07-01T00:00:00.000Z' });
const receiver = fc.constant(by('residents'));
const often = (weight: number, arbitrary: fc.Arbitrary<Asked>) => ({ weight, arbitrary });
const motion = fc.record({ motionId: fc.constantFrom('m1', 'm2') });
const promised = fc.record({
  pledgeId,
  requirementId: fc.constantFrom('lamps', 'hours', 'money'),
  quantity,
  resourceId: fc.constantFrom('r1', undefined, undefined),
});
const delivered = fc.tuple(part, quantity).map(([ids, quantity]) => ({ ...ids, quantity, evidence }));
const moved = fc.record({
  pledgeId,
  requirementId: fc.constantFrom('lanterns', 'lamps'),
  newPledgeId: fc.constantFrom('p5', 'p6', 'p1'),
});
const spendingId = fc.constantFrom('s1', 's2', 's3');
const spending = fc.record({
  spendingId,
  amountMinor: quantity,
  currency: fc.constantFrom('CNY', 'CNY', 'EUR'),
  motionId: fc.constant('m1'),
  purpose: fc.constant('Cables'),
  evidence: fc.constant(evidence),
});
const left = fc.constantFrom(
  { unitId: 'school', cause: 'unit-left' },
  { resourceId: 'r1', cause: 'resource-withdrawn' },
);

const acts = fc.array(
  fc.oneof(
    often(20, ask(makePledge, promised)),
    often(20, ask(acceptPledge, fc.record({ pledgeId }), receiver)),
    often(15, ask(settlePledge, fc.record({ pledgeId, allocated: fc.boolean() }), reaction)),
    often(40, ask(reportDelivery, delivered)),
    often(40, ask(confirmDelivery, part, receiver)),
    often(
      4,
      ask(
        reverseDelivery,
        part.map((ids) => ({ ...ids, reason: 'Counted twice' })),
      ),
    ),
    often(
      4,
      ask(
        reverseDelivery,
        part.map((ids) => ({ ...ids, reason: 'Lost' })),
        receiver,
      ),
    ),
    often(4, ask(withdrawPledge, fc.record({ pledgeId }))),
    often(4, ask(declinePledge, fc.record({ pledgeId }))),
    often(8, ask(reallocatePledge, moved)),
    often(20, ask(spendFund, spending, receiver)),
    often(10, ask(reverseSpending, fc.record({ spendingId, reason: fc.constant('Came back') }), receiver)),
    often(
      1,
      ask(
        lapsePledge,
        pledgeId.map((deadlineKey) => ({ deadlineKey })),
        clock,
      ),
    ),
    often(1, ask(releasePledges, left, reaction)),
    often(4, ask(startProject, fc.constant({}), receiver)),
    often(10, ask(completeProject, fc.constant({}), receiver)),
    ask(reviseProject, fc.constant({ ...plan, requirements: [hours] })),
    ask(submitProject),
    ask(appointReceiver, fc.record({ unitId: fc.constantFrom('residents', 'bank') })),
    ask(markReceiverLeft, fc.constant({ unitId: 'bank' }), reaction),
    ask(approveProject, motion, reaction),
    ask(deferProject, motion, reaction),
    ask(cancelProject, fc.constant({ reason: 'No money' })),
  ),
  { minLength: 60, maxLength: 80 },
);

const answerTo = ({ decision, said, who }: Asked, state: Project): readonly ProjectEvent[] => {
  const command = Object.assign(new decision.command(), said).for('s1', { issue: { at, ...who } as Under['issue'] });
  const offer = { status: 'offered', unitId: (who.actor as { unitId?: string }).unitId, unitOfMeasure: 'pieces' };
  const zone = { timeZone: 'Asia/Shanghai' };
  const roll = {
    units: new Map([
      ['residents', 'admitted'],
      ['bank', 'admitted'],
    ]),
  };
  const decided = { status: 'carried', about: { kind: 'other' } };
  try {
    return decision.decide(command, state, command.issue, { offer, zone, decided, motion: { status: 'absent' }, roll });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** The facts that these commands left, one append after the other; what is asked again leaves none. */
const factsOf = (asked: readonly Asked[], look: (facts: readonly ProjectEvent[]) => void) => {
  const facts: ProjectEvent[] = [];
  let state = project.initial();
  for (const each of asked) {
    const more = answerTo(each, state);
    if (more.length === 0) continue;
    facts.push(...more);
    state = more.reduce((state, event) => evolve(project, state, event, {} as Under), state);
    look(facts);
    expect(answerTo(each, state)).toEqual([]);
  }
  return { facts, state };
};

type DataOf<Type extends ProjectEvent['type']> = EventOf<ProjectEvent, Type>['data'];

/** Counted from the facts alone, without the state. */
const tallyOf = (facts: readonly ProjectEvent[]) => {
  const of = <Type extends ProjectEvent['type']>(type: Type) =>
    facts.filter((event) => event.type === type).map(({ data }) => data as DataOf<Type>);
  const sum = (all: readonly { quantity: number }[]) => all.reduce((total, { quantity }) => total + quantity, 0);
  const [made, released] = [of('PledgeMade'), of('PledgeReleased')];
  const unsaid = of('DeliveryReversed').filter(({ confirmed }) => confirmed);
  /** How a pledge ended, as its facts say one after the other. */
  const endOf = (id: string) =>
    facts.reduce<'open' | 'kept' | 'released' | 'declined'>((end, { type, data }) => {
      if ((data as { pledgeId?: string }).pledgeId !== id) return end;
      if (type === 'PledgeKept') return 'kept';
      if (type === 'PledgeReleased') return 'released';
      if (type === 'PledgeDeclined') return 'declined';
      return type === 'DeliveryReversed' && end === 'kept' ? 'open' : end;
    }, 'open');
  const pledge = (id: string) => {
    const mine = <T extends { pledgeId: string }>(all: readonly T[]) => all.filter((each) => each.pledgeId === id);
    return {
      accepted: sum(mine(of('PledgeAccepted'))),
      reported: sum(mine(of('DeliveryReported'))) - sum(mine(of('DeliveryReversed'))),
      confirmed: sum(mine(of('DeliveryConfirmed'))) - sum(mine(unsaid)),
      released: sum(mine(released).map((each) => ({ quantity: each.released }))),
      end: endOf(id),
    };
  };
  const pledges = made.map((promised) => ({ ...promised, ...pledge(promised.pledgeId) }));
  const towards = <T extends { requirementId: string }>(all: readonly T[], id: string) =>
    all.filter(({ requirementId }) => requirementId === id);
  const requirement = (id: string) => {
    const taken = towards(released, id).filter((each) => each.accepted);
    const accepted = sum(towards(of('PledgeAccepted'), id));
    return {
      pledged: accepted - sum(taken.map((each) => ({ quantity: each.released }))),
      delivered: sum(towards(of('DeliveryConfirmed'), id)) - sum(towards(unsaid, id)),
    };
  };
  const over = of('ProjectCompleted').length + of('ProjectCancelled').length;
  const delivered = requirement('money').delivered;
  const spendings = of('FundSpent').map(({ amountMinor: quantity }) => ({ quantity }));
  const back = of('SpendingReversed').map(({ amountMinor: quantity }) => ({ quantity }));
  const fund = delivered - sum(spendings) + sum(back);
  const money = { receivedMinor: delivered, spentMinor: sum(spendings) - sum(back), balanceMinor: fund };
  return { fund, money, pledges, requirement, over, completed: of('ProjectCompleted').length > 0 };
};

const addUp = (facts: readonly ProjectEvent[]): void => {
  const { pledges, requirement, over, fund } = tallyOf(facts);
  expect(fund).toBeGreaterThanOrEqual(0);
  for (const { requirementId, quantity, allowsSurplus } of requirements) {
    const { pledged, delivered } = requirement(requirementId);
    if (!allowsSurplus) expect(pledged).toBeLessThanOrEqual(quantity);
    expect(delivered).toBeLessThanOrEqual(pledged);
  }
  for (const { quantity, accepted, reported, confirmed, released, end } of pledges) {
    expect([0, quantity]).toContain(accepted);
    expect(confirmed).toBeLessThanOrEqual(reported);
    expect(reported).toBeLessThanOrEqual(accepted);
    expect(Math.min(confirmed, reported, released)).toBeGreaterThanOrEqual(0);
    if (end === 'kept') expect(confirmed).toBe(quantity);
    expect(released).toBe(end === 'released' ? quantity - confirmed : 0);
    if (over > 0) expect(end).not.toBe('open');
  }
  expect(over).toBeLessThanOrEqual(1);
};

/** What decisions know is what was said, and what screens show is that too. */
const agree = (facts: readonly ProjectEvent[], state: Project): void => {
  if (state.status === 'absent') throw new Error('it was proposed');
  const { pledges, requirement, fund, money } = tallyOf(facts);
  expect(state.fund.get('CNY') ?? 0).toBe(fund);
  const open = pledges.filter(({ end }) => end === 'open');
  const known = [...state.pledges].map(([id, { reported, confirmed }]) => [id, [reported, confirmed]] as const);
  expect(new Map(known)).toEqual(
    new Map(open.map(({ pledgeId, reported, confirmed }) => [pledgeId, [reported, confirmed]])),
  );
  const past = pledges.filter(({ end }) => end !== 'open').map(({ pledgeId, end }) => [pledgeId, end] as const);
  expect(new Map([...state.pastPledges].map(([id, { status }]) => [id, status]))).toEqual(new Map(past));
  const events = facts.map((event) => ({ ...event, subjectId: 's1' }));
  expect(rowsAfter(projectRows, ...events)).toMatchObject([{ stage: state.status, revision: facts.length - 1 }]);
  expect(rowsAfter(fundRows, ...events)).toMatchObject([{ currency: 'CNY', ...money }]);
  const entries = rowsAfter(fundEntryRows, ...events);
  expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(fund);
  for (const { requirementId, pledged, delivered } of rowsAfter(requirementRows, ...events)) {
    expect({ pledged, delivered }).toEqual(requirement(requirementId));
    expect(pledged).toBe(state.accepted.get(requirementId) ?? 0);
  }
  expect(
    rowsAfter(pledgeRows, ...events).map(({ pledgeId, reported, delivered }) => [pledgeId, reported, delivered]),
  ).toEqual(pledges.map(({ pledgeId, reported, confirmed }) => [pledgeId, reported, confirmed]));
  const rows = rowsAfter(deliveryRows, ...events).map(({ deliveryId, status }) => [deliveryId, status]);
  expect(new Map(rows as never)).toEqual(new Map([...state.deliveries].map(([id, { status }]) => [id, status])));
};

it('Whatever happens, pledges add up: promised, accepted, delivered, released, in the state and in the rows', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(begun, begun, withMoney), acts, (before, more) => {
      const { facts, state } = factsOf([...before, ...more], addUp);
      agree(facts, state);
      for (const { type } of facts) seen.add(type);
    }),
    { numRuns: 300 },
  );
  const besides = /^Milestone|^Progress|Evaluat/; // no pledge has to do with these
  const rare = ['ReceiverLeft', 'ProjectDeclined', 'ProjectDeferred', 'ProjectRevised'];
  expect(
    Object.keys(project.evolve).filter((type) => !seen.has(type) && !rare.includes(type) && !besides.test(type)),
  ).toEqual([]);
});
