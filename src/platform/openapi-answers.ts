import type { JsonSchema } from './body-schema.js';

/** Where a schema of the document stands. */
export const type = (name: string): string => `#/components/schemas/${name}`;

const text: JsonSchema = { type: 'string' };
const data: JsonSchema = { type: 'object', description: 'What helps the caller on.' };

/** What every error answers. */
export const Problem: JsonSchema = {
  type: 'object',
  description: 'A problem document, RFC 9457.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Stable; leads to what the code means.' },
    title: { type: 'string', description: 'In the language of Accept-Language: zh or en.' },
    status: { type: 'integer' },
    detail: text,
    instance: { type: 'string', format: 'uri', description: "The request's id." },
    data,
    also: {
      type: 'array',
      description: 'Other rules that the same request breaks.',
      items: { type: 'object', required: ['type', 'title'], properties: { type: text, title: text, data } },
    },
    errors: {
      type: 'array',
      description: 'What is wrong in the body or the query.',
      items: {
        type: 'object',
        required: ['pointer', 'rule', 'detail'],
        properties: { pointer: { type: 'string', description: 'A JSON pointer, RFC 6901.' }, rule: text, detail: text },
      },
    },
  },
};

/** What every write answers. */
export const Receipt: JsonSchema = {
  type: 'object',
  description: 'Where the facts went. With `dryRun` it is `events` alone: those that would be recorded.',
  properties: {
    id: { type: 'string', format: 'uuid', description: 'Of the thing that was made.' },
    streamId: text,
    revision: { type: 'integer' },
    position: { type: 'integer', description: 'What a question passes as Lianjian-After, to see this write.' },
    events: {
      type: 'array',
      items: { type: 'object', required: ['type', 'data'], properties: { type: text, data: { type: 'object' } } },
    },
  },
};
