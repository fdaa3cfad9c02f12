import { Executor, MemoryEventStore, noGuard, Refusal, type Call } from '#event-sourcing';
import { rowsAfter, spec } from '#event-sourcing/testing';
import { happened, LendTool, lendTool, loans } from './example.js';

// #region spec
describe('A tool', () => {
  it('is lent once, to one', () => {
    spec(lendTool)
      .given([])
      .when({ to: 'ann' })
      .then(happened('ToolLent', { to: 'ann' }));
    spec(lendTool)
      .given([happened('ToolLent', { to: 'ann' })])
      .when({ to: 'ann' })
      .nothing();
    spec(lendTool)
      .given([happened('ToolLent', { to: 'ann' })])
      .when({ to: 'bob' })
      .refused('tool-is-out');
  });

  it('is shown with who has it', () => {
    const rows = rowsAfter(
      loans,
      { subjectId: 'saw', ...happened('ToolLent', { to: 'ann' }) },
      { subjectId: 'drill', ...happened('ToolLent', { to: 'bob' }) },
      { subjectId: 'drill', ...happened('ToolReturned', {}) },
    );
    expect(rows).toEqual([
      { toolId: 'saw', lentTo: 'ann' },
      { toolId: 'drill', lentTo: null },
    ]);
  });
});
// #endregion

it('is decided and recorded, and asking again is answered with the same receipt', async () => {
  const by = { tenantId: crypto.randomUUID(), actor: { kind: 'person' }, at: new Date().toISOString() };
  // #region execute
  const log = new MemoryEventStore(); // or a PostgresEventStore, or a KurrentEventStore
  const executor = new Executor(log, noGuard);

  const lend = (to: string, commandId: string): LendTool => {
    const call: Call = { issue: { commandId, correlationId: commandId, ...by } };
    return Object.assign(new LendTool(), { to }).for('saw', call);
  };
  const asked = crypto.randomUUID();
  const receipt = await executor.execute(lendTool, lend('ann', asked)); // { streamId: 'tool-saw', revision: 0, position: 1, … }
  const again = await executor.execute(lendTool, lend('ann', asked)); // the same receipt: nothing was recorded
  await expect(executor.execute(lendTool, lend('bob', crypto.randomUUID()))).rejects.toThrow(Refusal);
  // #endregion
  expect(receipt).toEqual({ streamId: 'tool-saw', revision: 0, position: 1, recorded: true });
  expect(again).toEqual(receipt);
  expect(await log.head()).toBe(1);
});
