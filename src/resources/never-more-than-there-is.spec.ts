import { evolve, Refusal, type Decision, type Event, type Under } from '#event-sourcing';
import { rowsAfter } from '#event-sourcing/testing';
import fc from 'fast-check';
import { allocateToPledge } from './allocate-to-pledge.js';
import { pledgeKey } from './bookings.js';
import { offerResource } from './offer-resource.js';
import { allocationRows } from './allocation-rows.js';
import { pauseResource } from './pause-resource.js';
import { releaseAllocation } from './release-allocation.js';
import { resourceRows } from './resource-catalogue.js';
import { resource, type Resource } from './resource.js';
import { resumeResource } from './resume-resource.js';
import { reviseResource } from './revise-resource.js';
import { withdrawResource } from './withdraw-resource.js';

const under = {
  actor: { kind: 'representative', unitId: 'school' },
  at: '2026-01-01T00:00:00.000Z',
} as unknown as Under['issue'];
const quantity = fc.integer({ min: 1, max: 30 });
const pledgeId = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5');
const projectId = fc.constantFrom('j1', 'j2');
const what = fc.record({
  name: fc.constant({ en: 'Lamps' }),
  kind: fc.constantFrom('goods', 'equipment'),
  unitOfMeasure: fc.constantFrom('pieces', 'boxes'),
  quantity,
});
const ask = (decision: Decision, body: fc.Arbitrary<object>) => body.map((said) => ({ decision, said }));
const acts = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: ask(reviseResource, what) },
    { weight: 6, arbitrary: ask(allocateToPledge, fc.record({ pledgeId, projectId, quantity })) },
    { weight: 4, arbitrary: ask(releaseAllocation, fc.record({ pledgeId, projectId, quantity })) },
    ask(pauseResource, fc.constant({})),
    ask(resumeResource, fc.constant({})),
    ask(withdrawResource, fc.record({ releaseAllocations: fc.boolean() })),
    ask(offerResource, what),
  ),
  { maxLength: 40 },
);

type Asked = Readonly<{ decision: Decision; said: object }>;
const answerTo = ({ decision, said }: Asked, issue: Under['issue'], state: Resource): readonly Event[] => {
  const command = Object.assign(new decision.command(), said).for('s1', { issue });
  try {
    return decision.decide(command, state, command.issue, { charter: {} });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** @returns the facts that these commands left, having looked at the state after each */
const factsOf = (asked: readonly Asked[], look: (state: Resource) => void) => {
  const facts: (Event & { subjectId: string })[] = [];
  let state = resource.initial();
  for (const [n, each] of asked.entries()) {
    const issue = { ...under, causationId: `e${n}` };
    for (const event of answerTo(each, issue, state)) {
      facts.push({ ...event, subjectId: 's1' });
      state = evolve(resource, state, event as never, { issue } as Under);
      look(state);
    }
    expect(answerTo(each, issue, state)).toEqual([]);
  }
  return { facts, state };
};

const heldBy = (state: Exclude<Resource, { status: 'absent' }>) =>
  [...state.allocations.values()].reduce((sum, { quantity }) => sum + quantity, 0);

it('Whatever happens, what is allocated is the sum of the allocations and never more than there is', () =>
  fc.assert(
    fc.property(what, acts, (first, more) => {
      const { facts, state } = factsOf([{ decision: offerResource, said: first }, ...more], (state) => {
        if (state.status === 'absent') return;
        expect(state.allocated).toBe(heldBy(state));
        expect(state.allocated).toBeLessThanOrEqual(state.offer.quantity);
        expect(state.allocated).toBeGreaterThanOrEqual(0);
      });
      if (state.status === 'absent') throw new Error('it was offered');
      const [row] = rowsAfter(resourceRows, ...facts);
      expect(row).toMatchObject({
        status: state.status,
        allocated: state.allocated,
        quantity: state.offer.quantity,
        unitOfMeasure: state.offer.unitOfMeasure,
        revision: facts.length - 1,
      });
      const rows = rowsAfter(allocationRows, ...facts).map((row) => [pledgeKey(row), row.quantity] as const);
      const held = [...state.allocations].map(([key, { quantity }]) => [key, quantity] as const);
      expect(new Map(rows)).toEqual(new Map(held));
    }),
    { numRuns: 500 },
  ));
