import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export type Request = Readonly<{
  method: string;
  path: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: Buffer | undefined;
}>;
export type Got = Readonly<{ status: number; headers: IncomingHttpHeaders; body: string; ms: number }>;

/** No answer takes longer, however busy the machine: what waits in the application gives up sooner. */
export const answer_ms_max = 30_000;
const stream_ms = 20;

/** Sends exactly this, with whatever a client of ours would not send. @throws where there is no answer */
export const sender = (url: string, connections_max: number) => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections_max });
  const send = ({ method, path, headers, body }: Request): Promise<Got> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const said: Record<string, string[]> = {};
      for (const [name, value] of headers) (said[name] ??= []).push(value);
      const one = ([name, values]: readonly [string, string[]]) => [name, values.length > 1 && name !== 'host' ? values : values[0]!] as const;
      const asked = request(
        {
          ...{ hostname, port, method, path, agent },
          headers: {
            ...Object.fromEntries(Object.entries(said).map(one)),
            ...(body && { 'content-length': body.length }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          const done = () => {
            clearTimeout(bound);
            const ms = performance.now() - start;
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, ms });
          };
          answer.on('data', (chunk: Buffer) => void chunks.push(chunk));
          answer.on('end', done);
          answer.on('error', reject);
          if (!answer.headers['content-type']?.startsWith('text/event-stream')) return;
          setTimeout(() => (done(), asked.destroy()), stream_ms); // a stream ends when nobody reads on
        },
      );
      const bound = setTimeout(() => asked.destroy(new Error(`no answer for ${answer_ms_max} ms`)), answer_ms_max);
      asked.on('error', (error) => (clearTimeout(bound), reject(error)));
      asked.end(body);
    });
  return { send, close: () => agent.destroy() };
}; // prettier-ignore
