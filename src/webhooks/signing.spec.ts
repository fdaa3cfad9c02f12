import { Webhook } from 'standardwebhooks';
import { newSecret, signed } from './signing.js';

const message = { id: 'msg_1', type: 'PledgeMade', timestamp: '2026-01-01T00:00:00.000Z', data: { a: '联建 “😀' } };

it('A message is taken by the verifier of Standard Webhooks, under each secret that signs', () => {
  const secrets = [newSecret(), newSecret()];
  const { headers, body } = signed(message, secrets, new Date().toISOString());
  const { id: _, ...said } = message;
  for (const secret of secrets) expect(new Webhook(secret).verify(body, headers)).toEqual(said);
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(secrets[0]!).verify(body.replace('Pledge', 'Pledged'), headers)).toThrow();
  expect(() => new Webhook(secrets[0]!).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
});

it('Secrets are long, and never the same', () => {
  const all = Array.from({ length: 100 }, newSecret);
  expect(new Set(all).size).toBe(100);
  for (const each of all) expect(Buffer.from(each.replace(/^whsec_/, ''), 'base64')).toHaveLength(32);
});
