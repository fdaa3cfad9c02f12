import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventEmitter } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { leaveCount, RequestsAtOnce } from './requests-at-once.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how?: { type: 'minor' }) => void;

const requests_n = 4_000;
const words_each = 1_000;
const bytesPerWord = 8;

it('Nothing that a request held outlives it', () => {
  const atOnce = new RequestsAtOnce(1);
  const ask = () => {
    const request = { body: Array.from({ length: words_each }, (_, n) => n / 2) } as unknown as FastifyRequest;
    const raw = Object.assign(new EventEmitter(), { writableFinished: true });
    atOnce.enter(request, { raw, request } as unknown as FastifyReply);
    leaveCount(request);
    raw.emit('close');
  };
  ask();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < requests_n; n++) ask();
  for (let n = 0; n < 3; n++) collect({ type: 'minor' }); // as it goes while many ask
  expect(process.memoryUsage().heapUsed - before).toBeLessThan((requests_n * words_each * bytesPerWord) / 4);
});
