import createClient from 'openapi-fetch';
import { asking, headersOf, saw } from './asking.js';
import { doubt } from './doubt.js';
import type { paths } from './generated/schema.js';
import { asOfFor } from '../past/as-of.js';
import { Problem, type ProblemDocument } from './problem.js';

const patience_ms = 15_000;

/** Every request of the dashboard passes here: it says who asks, and what is no answer is thrown as a Problem. */
const ask = async (input: Request): Promise<Response> => {
  const request = new Request(input, { signal: AbortSignal.any([input.signal, AbortSignal.timeout(patience_ms)]) });
  for (const [name, value] of Object.entries(headersOf(request.method))) request.headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (input.signal.aborted) throw error;
    doubt('unanswered');
    throw new Problem(0);
  }
  if (response.ok) {
    if (request.method !== 'GET') saw(Number(response.headers.get('lianjian-position') ?? 0));
    return response;
  }
  throw await refusalOf(response);
};

/** What the server said instead of an answer. */
export const refusalOf = async (response: Response): Promise<Problem> => {
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  // Where it broke off within the refusal, that it is refused is known all the same.
  const said = isProblem ? ((await response.json().catch(() => ({}))) as ProblemDocument) : {};
  const after_s = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem(response.status, said, Number.isFinite(after_s) ? after_s * 1_000 : undefined);
};

/** The client that is generated from the description of the API. */
export const client = createClient<paths, 'application/json'>({ baseUrl: location.origin, fetch: ask });

/** What a write says beside its body. */
export type Write = Readonly<{ dryRun?: boolean; idempotencyKey?: string; ifMatch?: number | undefined }>;
/** `key`: a secret that is shown once. */
export type Receipt = Readonly<{
  id?: string;
  streamId: string;
  revision: number;
  position: number;
  key?: string | null;
}>;
export type Forecast = Readonly<{ events: readonly Readonly<{ type: string; data: Record<string, unknown> }>[] }>;

/** Posts to where an act is said to be: the acts of a thing come with their addresses. */
export const post = async (href: string, body: unknown, write: Write = {}): Promise<Receipt & Forecast> => {
  const url = new URL(href, location.origin);
  if (write.dryRun) url.searchParams.set('dryRun', 'true');
  const headers = {
    'content-type': 'application/json',
    ...(write.idempotencyKey && { 'idempotency-key': write.idempotencyKey }),
    ...(write.ifMatch !== undefined && { 'if-match': `"${write.ifMatch}"` }),
  };
  const response = await ask(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }));
  return response.json().catch(() => {
    throw new Problem(0); // it broke off within the answer
  });
};

/** Gets by an address that the API gave, as of the moment that the page shows. */
export const getByHref = async (href: string, signal?: AbortSignal): Promise<unknown> => {
  const url = new URL(href, location.origin);
  for (const [name, value] of Object.entries(asOfFor(url.pathname)))
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  const response = await ask(new Request(url, signal ? { signal } : {}));
  return response.json();
};

/** A stream of events needs the same headers; its own patience is endless, and what is to be shown comes before it. */
export const openStream = (url: string | URL, init: RequestInit): Promise<Response> => {
  const headers = { ...(init.headers as Record<string, string>), ...headersOf('STREAM') };
  return fetch(url, { ...init, priority: 'low', headers });
};

export { asking };
