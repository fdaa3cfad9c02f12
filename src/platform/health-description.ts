import type { ApiResponseOptions } from '@nestjs/swagger';

// What the answers about health look like: they are no rows, and whoever watches reads them in any state.

const word = (...words: readonly string[]) => ({ type: 'string', enum: [...words] });
const whole = { type: 'integer', minimum: 0 };
const name = { type: 'string', maxLength: 200 };
const objectOf = (properties: object, optional: object = {}, more: object = { additionalProperties: false }) => ({
  ...{ type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } },
  ...more,
});
const listOf = (items: object) => ({ type: 'array', maxItems: 1_000, items });

const live = objectOf({ status: word('ok') });
const reader = objectOf({ name, status: word('ok', 'faulty'), faults: whole }, { position: whole, behind: whole });
const fault = objectOf({
  ...{ reader: name, eventId: { type: 'string', format: 'uuid' }, type: name, position: whole },
  ...{ since: { type: 'string', format: 'date-time' }, times: whole },
});
const lack = objectOf({ reader: name, events: whole });
const ready = objectOf({
  ...{ status: word('ok', 'degraded', 'faulty', 'unavailable'), database: word('ok', 'unreachable'), log: word('ok', 'unreachable') },
  head: { anyOf: [whole, { type: 'null' }] },
  readers: listOf(reader),
  faults: listOf(fault),
  lacks: listOf(lack),
  parts: listOf(objectOf({ name, status: word('ok', 'faulty') }, {}, { additionalProperties: true })),
}); // prettier-ignore

const json = (description: string, schema: object): ApiResponseOptions => ({
  description,
  content: { 'application/json': { schema } },
});
export const isLive = json('It does.', live);
export const isReady = json('It is.', ready);
export const isNotReady = { ...json('It is not.', ready), status: 503 };
