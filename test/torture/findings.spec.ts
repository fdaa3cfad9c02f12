import { answersTo, type Recorded } from '#event-sourcing';
import { onPledge } from '../../src/resources/on-pledge.js';
import { answersIn, brokenWordIn, deadlinesIn } from './findings.js';

// Who looks at what torture left must see it: each thing that can be wrong is made so here.

const issue = { commandId: 'c1', correlationId: 'c1', tenantId: 'a', actor: { kind: 'representative' }, at: '2026-01-01T00:00:00.000Z' }; // prettier-ignore
const event = (position: number, more: object): Recorded =>
  ({ id: `00000000-0000-4000-8000-00000000000${position}`, position, revision: position - 1, subjectId: 'p', streamId: 'project-p', version: 1, issue, ...more }) as unknown as Recorded; // prettier-ignore
const pledged = event(1, { type: 'PledgeMade', data: { pledgeId: 'x', resourceId: 'r', quantity: 1, unitId: 'u' } });
const told = { commandId: 'c1', path: 'projects/p/pledges', sent: 2, status: 201 };
const receipt = { streamId: 'project-p', revision: 0, position: 1 };

describe('What was acknowledged', () => {
  it('is in the log as it was said', () =>
    expect(brokenWordIn({ events: [pledged], told: [{ ...told, receipt }] })).toEqual([]));
  it('and is missed when it is not, or stands elsewhere', () => {
    expect(brokenWordIn({ events: [], told: [{ ...told, receipt }] })).toEqual([expect.stringContaining('not in the log')]); // prettier-ignore
    expect(brokenWordIn({ events: [pledged], told: [{ ...told, receipt: { ...receipt, position: 2 } }] })).toHaveLength(1); // prettier-ignore
  });
  it('and what was refused is not', () => {
    expect(brokenWordIn({ events: [], told: [{ ...told, status: 409 }] })).toEqual([]);
    expect(brokenWordIn({ events: [pledged], told: [{ ...told, status: 409 }] })).toHaveLength(1);
  });
});

describe('What a reaction answers', () => {
  const answers = async () => {
    const [{ command }] = (await answersTo(onPledge, pledged, async () => [])) as [Awaited<ReturnType<typeof answersTo>>[0]]; // prettier-ignore
    const { subjectId } = command;
    const allocated = event(2, { type: 'ResourceAllocated', data: { projectId: 'p', pledgeId: 'x', quantity: 1 }, subjectId, streamId: 'resource-r', issue: command.issue }); // prettier-ignore
    const kept = { commandId: command.issue.commandId, answerer: onPledge.name, eventId: pledged.id, command: 'AllocateToPledge', subjectId }; // prettier-ignore
    return { allocated, kept };
  };
  it('is recorded, or kept as refused', async () => {
    const { allocated, kept } = await answers();
    expect(await answersIn({ events: [pledged], kept: [kept] })).toEqual([]);
    const [lost, ...more] = await answersIn({ events: [pledged, allocated], kept: [] });
    expect([lost, more]).toEqual([expect.stringContaining('projects/on-allocation'), []]); // the answer to the answer
  });
  it('and is missed when it is lost, when it is both, and when nobody asked for it', async () => {
    const { allocated, kept } = await answers();
    expect(await answersIn({ events: [pledged], kept: [] })).toEqual([expect.stringContaining('is lost')]);
    expect(await answersIn({ events: [pledged, allocated], kept: [kept] })).toContainEqual(
      expect.stringContaining('kept as refused'),
    );
    const stray = { ...allocated, issue: { ...allocated.issue, commandId: 'c2' } };
    expect(await answersIn({ events: [pledged, allocated, stray], kept: [] })).toContainEqual(
      expect.stringContaining('answers nothing'),
    );
  });
});

describe('A deadline', () => {
  const opened = event(1, { type: 'VotingOpened', data: { closesAt: '2026-01-02T00:00:00.000Z' }, subjectId: 'm', streamId: 'motion-m' }); // prettier-ignore
  it('that ran out is missed until it is kept', () => {
    expect(deadlinesIn({ events: [opened], kept: [], now: '2026-01-01T12:00:00.000Z' })).toEqual([]);
    expect(deadlinesIn({ events: [opened], kept: [], now: '2026-01-03T00:00:00.000Z' })).toHaveLength(1);
  });
});
