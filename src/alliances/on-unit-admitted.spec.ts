import { answersTo, type Ask, type Event, type Recorded } from '#event-sourcing';
import { allianceHappened } from './events.js';
import { onUnitAdmitted } from './on-unit-admitted.js';

const answers = async (event: Event, rows: readonly object[]) => {
  const asked: object[] = [];
  const ask: Ask = async (_model, where) => (asked.push(where), rows as never);
  const issue = { correlationId: 'c1', tenantId: 'a1', at: '2026-01-01T00:00:00.000Z' };
  const id = '00000000-0000-4000-8000-000000000001';
  const all = await answersTo(onUnitAdmitted, { ...event, id, subjectId: 'a1', issue } as unknown as Recorded, ask);
  return { asked, said: all.map(({ command }) => [command.constructor.name, command.subjectId, { ...command }]) };
};

describe('A unit came on the roll', () => {
  it('and other applications of its organisation are declined', async () => {
    const event = allianceHappened('UnitAdmitted', { unitId: 'club', registeredCode: '91-31' });
    const { asked, said } = await answers(event, [{ unitId: 'club' }, { unitId: 'shop' }]);
    expect(asked).toEqual([{ allianceId: 'a1', registeredCode: '9131', status: 'applied' }]);
    expect(said).toEqual([['DeclineApplication', 'shop', {}]]);
  });
  it('and nothing follows where it has no registered code', async () =>
    expect(await answers(allianceHappened('UnitAdmitted', { unitId: 'club' }), [])).toEqual({ asked: [], said: [] }));
});
