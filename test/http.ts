import { Agent, request, type IncomingMessage } from 'node:http';

/** An answer as it came. Of a live stream, which would go on for ever, only the first that it says. */
export type Answered = Readonly<{ status: number; headers: Headers; text: string }>;
export type Sent = Readonly<{
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  /** How long nothing may come. */
  silent_ms_max?: number;
}>;

/** Connections are kept, as clients do; they end with the application that they lead to. */
const agent = new Agent({ keepAlive: true });

/**
 * Asks once over HTTP, and follows nobody elsewhere. The tests ask tens of thousands of times, and `fetch` takes longer
 * for a question than the application for its answer.
 */
export const sendHttp = async (url: string, sent: Sent): Promise<Answered> => {
  const answer = await answerTo(url, sent);
  return { status: answer.statusCode ?? 0, headers: headersOf(answer), text: await textOf(answer) };
};

const answerTo = (url: string, { method, headers, body, silent_ms_max = 100_000 }: Sent): Promise<IncomingMessage> =>
  new Promise((done, failed) => {
    const asked = request(url, { agent, method, headers, timeout: silent_ms_max }, done);
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${url} within ${silent_ms_max} ms`)));
    asked.on('error', failed).end(body);
  });

const textOf = (answer: IncomingMessage): Promise<string> =>
  new Promise((done, failed) => {
    const isStream = answer.headers['content-type']?.startsWith('text/event-stream');
    const parts: Buffer[] = [];
    const end = () => done(Buffer.concat(parts).toString('utf8'));
    answer.on('data', (part: Buffer) => {
      parts.push(part);
      if (!isStream) return;
      end();
      answer.destroy();
    });
    answer.on('end', end).on('error', failed);
  });

const headersOf = ({ rawHeaders }: IncomingMessage): Headers => {
  const headers = new Headers();
  for (let n = 0; n < rawHeaders.length; n += 2) headers.append(rawHeaders[n]!, rawHeaders[n + 1]!);
  return headers;
};
