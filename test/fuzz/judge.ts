import type { ValidateFunction } from 'ajv';
import { securityHeaders } from '../../src/platform/security-headers.js';
import { isJson, type Declared, type Described } from './described.js';
import type { Got, Request } from './send.js';

/** What HTTP itself says with an answer, and what every answer says to browsers. */
const ofHttp = new Set([
  ...['date', 'connection', 'keep-alive', 'content-type', 'content-length', 'transfer-encoding', 'cache-control', 'vary', 'allow'],
  ...['content-disposition', 'content-encoding', 'last-modified', 'accept-ranges', 'x-accel-buffering', ...Object.keys(securityHeaders)],
]); // prettier-ignore
/** Statuses that HTTP has for a request which reaches no operation. */
const beforeAny = new Set([400, 401, 404, 405, 408, 413, 415, 417, 429, 431]);
const honest = new Set(['/problems/overloaded', '/problems/database-unavailable', '/problems/not-yet']);

export type Judged = Readonly<{ operation: Described | undefined; json: any; fault: string | undefined }>;

/** What is wrong with an answer, by the description; nothing where it is as described. */
export const judging =
  (operations: readonly Described[], problem: ValidateFunction) =>
  ({ method, path }: Request, got: Got): Judged => {
    const where = path.split(/[?#]/)[0]!;
    const asked = method === 'HEAD' ? 'GET' : method;
    const operation = operations.find((each) => each.method === asked && each.at.test(where));
    const form = got.headers['content-type']?.split(';')[0] ?? '';
    const json: any = isJson(form) && got.body !== '' ? parsed(got.body) : undefined;
    const judged = { operation, json };
    const fault = (what: string | undefined): Judged => ({ ...judged, fault: what });
    if (got.status >= 500) return fault(got.status === 503 && honest.has(json?.type) && /^\d+$/.test(got.headers['retry-after'] ?? '') ? undefined : `answered ${got.status}`); // prettier-ignore
    if (got.status >= 400 && method !== 'HEAD') {
      if (form !== 'application/problem+json')
        return fault(`${got.status} is no problem document but ${form || 'nothing'}`);
      if (!(problem as (one: unknown) => boolean)(json))
        return fault(`the problem is not as described: ${said(problem)}`);
      if (json.status !== got.status) return fault(`${got.status} says that it is ${json.status}`);
      if (got.status === 401 && !got.headers['www-authenticate']) return fault('401 without WWW-Authenticate');
      if (got.status === 405 && !got.headers['allow']) return fault('405 without Allow');
    }
    const declared = operation?.answers.get(got.status);
    if (declared) return fault(faultOf(declared, got, form, json, method === 'HEAD'));
    // A path may look like one of an operation, and be none: the router reads no broken parts. Endless headers reach none.
    if (beforeAny.has(got.status) && (!operation || got.status === 404 || got.status === 431)) return fault(undefined);
    if (!operation && !where.startsWith('/v1/') && got.status < 400) return fault(undefined); // a page
    return fault(`${got.status} is not described`);
  };

const faultOf = ({ forms, headers }: Declared, got: Got, form: string, json: any, isHead: boolean): string | undefined => {
  if (!isHead || form !== '') {
    if (!forms.has(form)) return `${got.status} is described in no form ${form || '(none)'}`;
    const check = forms.get(form);
    if (!isHead && check && !check(json)) return `the body is not as described: ${said(check)}`;
  }
  for (const [name, value] of Object.entries(got.headers)) {
    if (ofHttp.has(name)) continue;
    const check = headers.get(name);
    if (!check) return `the header ${name} of ${got.status} is not described`;
    if (!check(value) && !check(Number(value))) return `the header ${name} is not as described: ${String(value)}`;
  }
  for (const name of got.status === 201 ? ['location', 'etag', 'lianjian-position'] : [])
    if (!got.headers[name]) return `201 without ${name}`;
  return undefined;
}; // prettier-ignore

const said = ({ errors }: ValidateFunction): string =>
  (errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`).join('; '); // prettier-ignore

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
