import type { JsonSchema } from '../platform/body-schema.js';
import { requestProblems, type RequestProblem } from '../platform/refusals.js';
import { bounded } from './openapi-schemas.js';

/** Where a schema of the document stands. */
export const type = (name: string): string => `#/components/schemas/${name}`;
const of = (kind: 'headers' | 'parameters' | 'responses', name: string) => ({ $ref: `#/components/${kind}/${name}` });

const text = (maxLength = 2_000): JsonSchema => ({ type: 'string', maxLength });
const whole = (minimum = 0): JsonSchema => ({ type: 'integer', minimum, maximum: Number.MAX_SAFE_INTEGER });
const etag: JsonSchema = { type: 'string', maxLength: 17, pattern: '^"\\d{1,15}"$' };
const path: JsonSchema = { type: 'string', format: 'uri-reference', maxLength: 4_000 };
const data: JsonSchema = { type: 'object', description: 'What helps the caller on.', additionalProperties: true };
const typeOfProblem: JsonSchema = { type: 'string', format: 'uri-reference', maxLength: 200 };

/** What every error answers. */
const Problem: JsonSchema = {
  type: 'object',
  description: 'A problem document, RFC 9457.',
  required: ['type', 'title', 'status', 'instance'],
  additionalProperties: false,
  properties: {
    type: { ...typeOfProblem, description: 'Stable; leads to what the code means and what to do.' },
    title: { ...text(), description: 'The rule that was broken, in the language of Accept-Language: zh or en.' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { ...text(), description: 'What is wrong with this very request.' },
    instance: { type: 'string', format: 'uri', maxLength: 60, description: "The request's id." },
    data,
    also: {
      type: 'array',
      maxItems: 100,
      description: 'Other rules that the same request breaks.',
      items: {
        type: 'object',
        required: ['type', 'title'],
        additionalProperties: false,
        properties: { type: typeOfProblem, title: text(), data },
      },
    },
    errors: {
      type: 'array',
      maxItems: 100,
      description: 'What is wrong in the body, at a JSON pointer (RFC 6901), in a parameter or in a header.',
      items: {
        type: 'object',
        required: ['rule', 'detail'],
        additionalProperties: false,
        properties: {
          pointer: { ...text(), description: 'A place in the body. The whole of it is the empty text.' },
          parameter: { ...text(), description: 'A part of the path or the query.' },
          header: { ...text(), description: 'A header.' },
          rule: { ...text(100), description: 'The keyword of JSON Schema that was broken.' },
          detail: { ...text(), description: 'What is wrong, in the language of Accept-Language.' },
        },
      },
    },
  },
};

const place = {
  streamId: { type: 'string', maxLength: 200, description: 'The stream that the facts went to.' },
  revision: { ...whole(-1), description: 'Of that stream since then: what `If-Match` takes.' },
  position: { ...whole(), description: 'In the log: what a question passes as `Lianjian-After` to see this write.' },
};
const receipt = (description: string, properties: object): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

/** The schemas of what every route answers, by name. */
export const commonSchemas: Readonly<Record<string, JsonSchema>> = {
  Problem,
  Created: receipt('Where a new thing is, and where the facts about it went.', {
    id: { type: 'string', format: 'uuid', description: 'Of the thing that was made.' },
    ...place,
  }),
  Receipt: receipt('Where the facts went.', place),
  Forecast: receipt('What a dry run would have recorded.', {
    events: {
      type: 'array',
      maxItems: 1_000,
      items: {
        type: 'object',
        required: ['type', 'data', 'words'],
        additionalProperties: false,
        properties: {
          type: { ...text(100), pattern: '^[A-Za-z]+$' },
          data: {
            ...{ type: 'object', additionalProperties: true },
            description: 'What the event would say, as the history shows it.',
          },
          words: {
            ...{ type: 'object', additionalProperties: true },
            description: 'Those of the request that would be sealed in the event, by their field; often none.',
          },
        },
      },
    },
  }),
};

const header = (schema: JsonSchema, description: string) => ({ description, schema: bounded(schema) });
export const commonHeaders = {
  'Lianjian-Position': header(whole(), 'The log position of this answer.'),
  ETag: header(etag, 'The revision.'),
  Location: header(path, 'Where the new thing is.'),
  Link: header(
    text(8_000),
    'RFC 8288: where the next page is (`rel="next"`), where the proof that the log holds an act is (`rel="https://c2sp.org/tlog-proof"`), or what took this place.',
  ),
  'Retry-After': header({ type: 'integer', minimum: 0, maximum: 86_400 }, 'Seconds after which to try again.'),
  'WWW-Authenticate': header(text(500), 'How to say who you are, RFC 6750.'),
  RateLimit: header(text(200), 'What is left for this client or address, draft-ietf-httpapi-ratelimit-headers.'),
  'RateLimit-Policy': header(text(200), 'What there is for it in which time.'),
  'Access-Control-Allow-Origin': header(text(300), 'Only where the installation lets pages of other origins ask.'),
};
/** Of a whole text, and not of a revision. */
export const fingerprint = header({ type: 'string', maxLength: 24, pattern: '^"[\\w-]{22}"$' }, 'What `If-None-Match` takes.'); // prettier-ignore
export const deprecationHeaders = {
  Deprecation: header(
    { type: 'string', maxLength: 20, pattern: '^@\\d{1,15}$' },
    'RFC 9745: since when not to use this.',
  ),
  Sunset: header(text(40), 'RFC 8594: when this ends.'),
};
export type Header = keyof typeof commonHeaders | keyof typeof deprecationHeaders;

export const headersOf = (...names: readonly Header[]): object =>
  Object.fromEntries(
    [...names, 'RateLimit', 'RateLimit-Policy', 'Access-Control-Allow-Origin'].map((name) => [
      name,
      of('headers', name),
    ]),
  );

const byHeader = (name: string, schema: JsonSchema, description: string, example: unknown) => ({
  ...{ name, in: 'header', required: false, description, schema: bounded(schema), example },
});
export const commonParameters = {
  LianjianAfter: byHeader(
    'Lianjian-After',
    whole(),
    'Wait until the answer has reached this log position, 2 s at most; then 503 with Retry-After.',
    1204,
  ),
  AcceptLanguage: byHeader(
    'Accept-Language',
    text(200),
    'The language of our texts: zh or en. What members wrote is in their own words.',
    'zh-CN, en;q=0.5',
  ),
  LastEventId: byHeader(
    'Last-Event-ID',
    { type: 'string', maxLength: 15, pattern: '^\\d{0,15}$' },
    'The id of the last event that you got: what comes after it follows.',
    '1204',
  ),
  IdempotencyKey: byHeader(
    'Idempotency-Key',
    { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    'A repeat of a recorded request with the same key gets the first answer, and records nothing.',
    '6f0f2a7e-reading-corner',
  ),
  IfNoneMatch: byHeader(
    'If-None-Match',
    text(2_000),
    'The ETag of what you have: where it is as it was, 304 and nothing more.',
    '"x5Tn0v3mYw2bq8Qd1rKc9A"',
  ),
  IfMatch: byHeader('If-Match', etag, 'The revision that you have seen, as its ETag: 412 at another one.', '"3"'),
  Format: {
    ...{ name: 'format', in: 'query', required: false, schema: { type: 'string', enum: ['json', 'csv', 'ndjson'] } },
    description: 'The form of a list, for a link; software says it by `Accept`. Lines are of the whole list, unless `limit` is said.', // prettier-ignore
    example: 'json',
  },
  AsOf: {
    ...{ name: 'asOf', in: 'query', required: false },
    schema: {
      oneOf: [
        { type: 'string', maxLength: 15, pattern: '^[1-9]\\d{0,14}$' },
        { type: 'string', format: 'date-time', maxLength: 24 },
      ],
    },
    description: 'How it was then: a log position, or an instant, which means what was recorded by then. Who may ask is as of now. A first question as of a moment may be answered 503 while the state of then is filled from the log.', // prettier-ignore
    example: '1204',
  },
  DryRun: {
    ...{ name: 'dryRun', in: 'query', required: false, schema: { type: 'boolean' }, example: false },
    description: 'Say what would be recorded, or every rule that fails, and record nothing.',
  },
};
export const parameter = (name: keyof typeof commonParameters) => of('parameters', name);

const instance = 'urn:uuid:3f0c1e1e-7f7e-4f39-9a5e-0f6f3f3f2a10';
const problem = (code: string, status: number, title: string, more: object = {}) => ({
  ...{ type: `/problems/${code}`, title, status, ...more, instance },
});
const ofCode = (code: RequestProblem, more: object = {}) =>
  problem(code, requestProblems[code].status, requestProblems[code].en, more);
const errors = [{ pointer: '/requirements/0/quantity', rule: 'minimum', detail: 'is less than 1' }];

const failure = (description: string, example: object, ...headers: readonly Header[]) => ({
  description: `${description} A problem document, RFC 9457.`,
  headers: headersOf(...headers),
  content: { 'application/problem+json': { schema: { $ref: type('Problem') }, example } },
});

/** What an error answers, by its status. */
export const failures: Readonly<Record<number, readonly [name: string, response: object]>> = {
  400: ['Malformed', failure('Malformed: `errors` names each place.', ofCode('malformed', { detail: 'The body is not valid.', errors }))], // prettier-ignore
  401: ['Unauthenticated', failure('Nobody who is known.', ofCode('unauthenticated'), 'WWW-Authenticate')],
  403: [
    'NotPermitted',
    failure(
      'The mandate, office, scope or unit does not allow it.',
      problem('not-permitted', 403, 'Your mandate or office does not allow this.'),
    ),
  ],
  404: [
    'NotFound',
    failure('Not there, or not for the caller to see.', problem('project-not-found', 404, 'There is no such project.')),
  ],
  409: [
    'RuleBroken',
    failure(
      'A rule is broken; `also` names the others.',
      problem('requirement-exceeded', 409, 'More is pledged than the requirement still needs.', {
        data: { remaining: 40 },
        also: [],
      }),
    ),
  ],
  412: [
    'RevisionMoved',
    failure(
      'If-Match names another revision.',
      problem('revision-moved', 412, 'Someone changed this since you saw it.', { data: { revision: 4 } }),
    ),
  ],
  413: ['TooLarge', failure('Too large.', ofCode('too-large'))],
  415: ['UnsupportedMediaType', failure('Not JSON.', ofCode('unsupported-media-type'))],
  422: ['KeyTaken', failure('The Idempotency-Key stood for another request.', ofCode('idempotency-key-taken'))],
  429: [
    'TooManyRequests',
    failure('Too many requests of this client or address.', problem('too-many-requests', 429, 'Too many requests.'), 'Retry-After'), // prettier-ignore
  ],
  500: ['Failed', failure('A mistake of ours.', ofCode('failed'))],
  503: [
    'Unavailable',
    failure(
      'Busy, without an answer of the database, or the read models have not got that far.',
      ofCode('overloaded'),
      'Retry-After',
    ),
  ],
};

/** References to the failures of these statuses. */
export const failing = (statuses: readonly number[]): Record<string, object> =>
  Object.fromEntries(statuses.map((status) => [status, of('responses', failures[status]![0])]));
