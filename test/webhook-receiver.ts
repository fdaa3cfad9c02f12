import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

/** What came, as it came. */
export type Got = Readonly<{ path: string; headers: IncomingHttpHeaders; body: string; said: any }>;
type Answer = Readonly<{ status: number; headers?: Record<string, string>; body?: string }>;
/** How a receiver answers; nothing where it writes the answer itself. */
type Answers = (got: Got, response: ServerResponse) => Answer | undefined | void;

/** As software of a partner answers: gives a challenge back, and takes everything else. */
export const takes: Answers = ({ said }) =>
  said.type === 'webhook.verification'
    ? { status: 200, body: JSON.stringify({ challenge: said.data.challenge }) }
    : { status: 204 };

/** A partner's software: a real HTTP server that remembers what it got. */
export const startReceiver = async () => {
  const all: Got[] = [];
  const self = {
    answers: takes,
    url: '',
    all,
    /** The events; challenges are left out. */
    get events(): readonly Got[] {
      return all.filter(({ said }) => said.type !== 'webhook.verification');
    },
    get types(): readonly string[] {
      return self.events.map(({ said }) => said.type);
    },
    /** Waits until so many events came. */
    until: (count: number) =>
      until(
        () => self.events.length >= count,
        () => `${self.types.join()} came, not ${count}`,
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const got = { path: request.url ?? '', headers: request.headers, body, said: body && JSON.parse(body) };
      all.push(got);
      const answer = self.answers(got, response);
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  self.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return self;
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export const until = async (holds: () => boolean | Promise<boolean>, otherwise: () => string, ms_max = 15_000) => {
  for (const end = Date.now() + ms_max; !(await holds());) {
    if (Date.now() > end) throw new Error(otherwise());
    await setTimeout(5);
  }
};

/** What the verifier of Standard Webhooks makes of a message. @throws where the secret did not sign it */
export const verified = (secret: string, { body, headers }: Got): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
