import { requestHashOf } from './decision.js';

const actor = { kind: 'operator', clientId: 'c' };
const hashOf = (body: object) => requestHashOf('MakePledge', 'p-1', actor, body);
const body = JSON.parse('{"z":[{"b":1,"a":null}],"10":"ten","9":"nine","a":{"zh":"好","en":"good"},"n":1.5,"t":true}');
const otherwise = { t: true, none: undefined, n: 1.5, a: { en: 'good', zh: '好' }, z: [{ a: null, b: 1 }], 9: 'nine' };

it('The same request has the same hash, in whatever order its fields were sent', () => {
  expect(hashOf({ ...otherwise, 10: 'ten' })).toBe(hashOf(body));
  expect(hashOf({ ...otherwise, 10: 'eleven' })).not.toBe(hashOf(body));
});

it('A hash is what it was when it was stored', () => {
  expect(hashOf(body)).toBe('z5Z3YE3gSzKfcv3HFyIf5Ox3uwyI14md4kji1vGxBpM');
});
