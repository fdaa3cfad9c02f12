import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { newSecret, signed } from '../src/webhooks/signing.js';

// The code that docs/webhooks.md shows to partners reads what we send, and nothing else.

const shown = [...readFileSync('docs/webhooks.md', 'utf8').matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code!);
type Read = (secret: string, headers: Readonly<Record<string, string>>, body: string) => unknown;

/** The function that a snippet exports, with what it imports. */
const readOf = async (code: string): Promise<Read> => {
  const [, names, module] = /^import \{ (.*) \} from '(.*)';$/m.exec(code)!;
  const body = code.replace(/^import .*$/m, '').replace('export const read =', 'return');
  const imported = (await import(module!)) as Record<string, unknown>;
  const given = names!.split(', ');
  return compileFunction(body, given)(...given.map((name) => imported[name])) as Read;
};

it('shows how to read with a library, and without one', () => expect(shown).toHaveLength(2));

it.each(shown)('reads what was signed, and nothing else (%#)', async (code) => {
  const read = await readOf(code);
  const [secret, next] = [newSecret(), newSecret()];
  const message = { id: 'msg_1', type: 'PledgeMade', timestamp: '2026-01-01T00:00:00.000Z', data: { label: '联建' } };
  const now = new Date().toISOString();
  const { id: _, ...said } = message;
  const one = signed(message, [secret], now);
  expect(read(secret, one.headers, one.body)).toEqual(said);
  const both = signed(message, [next, secret], now);
  for (const each of [secret, next]) expect(read(each, both.headers, both.body)).toEqual(said);
  expect(() => read(next, one.headers, one.body)).toThrow();
  expect(() => read(secret, one.headers, `${one.body} `)).toThrow();
  expect(() => read(secret, { ...one.headers, 'webhook-id': 'msg_2' }, one.body)).toThrow();
  const old = signed(message, [secret], new Date(Date.now() - 3_600_000).toISOString());
  expect(() => read(secret, old.headers, old.body)).toThrow();
});
