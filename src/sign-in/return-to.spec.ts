import { localPath } from './return-to.js';

it.each(['/', '/docs/', '/v1/me?x=1#y', '/a%2F%2Fb'])('goes back to a page of ours: %s', (path) =>
  expect(localPath(path)).toBe(path),
);

it.each([
  undefined,
  ['/', '/'],
  '',
  'docs',
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/ /evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  'javascript:alert(1)',
  '/\u0000',
  '/é',
  '/sign-in?returnTo=/',
  `/${'x'.repeat(600)}`,
])('goes nowhere else: %j', (path) => expect(localPath(path)).toBe('/'));
