import type { StoredLine } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { Connection } from './connection.js';
import { KurrentLineKeeper } from './kurrent-line-keeper.js';
import { NumberedLines, storedEvents } from './numbered-lines.js';
import { StandIn } from './testing.js';

const streams_n = 7;

/** Lines of several streams, two of each at a time; of one of them the second time much. */
const lines: readonly StoredLine[] = Array.from({ length: 600 }, (_, n) => {
  const [round, stream] = [Math.floor(n / (2 * streams_n)), Math.floor(n / 2) % streams_n];
  const issue = { tenantId: 'tenant', commandId: randomUUID() };
  const body = JSON.stringify({ version: 1, data: { n, text: 'x'.repeat(n === 300 ? 700_000 : 10) }, issue });
  const content = `{"stream":"thing-${stream}","revision":${2 * round + (n % 2)},"recordedAt":"2026-01-01T00:00:00.000001Z","body":${body}}`;
  return { position: n + 1, tenantId: 'tenant', type: 'Said', id: randomUUID(), content };
});

describe('Lines that are kept', () => {
  const server = new StandIn(false);
  let [prefix, opened]: [string, Connection[]] = ['', []];
  beforeAll(() => server.start());
  beforeEach(() => (prefix = `kept-${randomUUID()}.`));
  afterEach(async () => {
    await Promise.all(opened.map((each) => each.close()));
    opened = [];
  });
  afterAll(() => server.stop());

  const connection = () => {
    const made = new Connection(process.env['KURRENTDB_URL'] ?? server.url, { timeout_ms: 1_500, patience_ms: 5_000 });
    opened.push(made);
    return made;
  };
  const keep = (some: readonly StoredLine[]) => new KurrentLineKeeper(connection(), prefix).keep(some);
  const kept = async () => {
    const found: StoredLine[] = [];
    const log = new NumberedLines(storedEvents(connection(), prefix));
    for (let page; (page = await log.lines(found.length, 500)).length > 0;) found.push(...page);
    return found;
  };

  it('are there once and in their order, whatever becomes of answers and connections', async () => {
    const well = Array.from({ length: 20 }, () => 'answered' as const);
    server.next(...well, 'unanswered', ...well, 'lost', 'lost', ...well, 'stuck');
    await keep(lines.slice(0, 400));
    await keep(lines.slice(400));
    expect(await kept()).toEqual(lines);
  });

  it('may be kept again', async () => {
    await keep(lines);
    await keep(lines.slice(100));
    expect(await kept()).toEqual(lines);
  });

  it('are refused by name where something else stands there', async () => {
    await keep(lines.slice(0, 2));
    const others = lines.slice(0, 8).map((line) => ({ ...line, id: randomUUID() }));
    await expect(keep(others)).rejects.toThrow('event 1, of kept-');
    await expect(keep(others)).rejects.toThrow('somebody else writes there');
  });

  it('are refused where a later one stands before them', async () => {
    const [first, second] = [lines.slice(0, 2), lines.slice(2, 4)];
    await keep(second);
    const keeper = new KurrentLineKeeper(connection(), prefix);
    await keeper.keep(first);
    await expect(keeper.keep(second)).rejects.toThrow('event 3, of kept-');
  });
});
