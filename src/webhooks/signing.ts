import { createHmac, randomBytes } from 'node:crypto';

/** A message as Standard Webhooks has it: what happened, when, and all about it. */
export type Message = Readonly<{ id: string; type: string; timestamp: string; data: object }>;

const prefix = 'whsec_';
const secret_bytes = 32;

/** A signing secret: symmetric, so that both sides have it. */
export const newSecret = (): string => `${prefix}${randomBytes(secret_bytes).toString('base64')}`;

const signatureOf = (secret: string, id: string, seconds: number, body: string): string => {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
};

/**
 * The headers and the body of a message, by https://www.standardwebhooks.com. A message that is sent again has the same
 * id; the time is that of the attempt.
 *
 * @param secrets all that sign
 */
export const signed = (
  { id, ...message }: Message,
  secrets: readonly string[],
  now: string,
): Readonly<{ headers: Readonly<Record<string, string>>; body: string }> => {
  const body = JSON.stringify(message);
  const seconds = Math.floor(Date.parse(now) / 1_000);
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Lianjian-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': secrets.map((secret) => signatureOf(secret, id, seconds, body)).join(' '),
    },
    body,
  };
};
