import { problemGroups } from '../src/problems.js';

/** docs/problems.md: every code that a problem document may have. */
export const problemCatalogue = (): string =>
  [
    '# Problems',
    'Every error is a problem document (RFC 9457) whose `type` is `/problems/<code>`. Codes are public and stay. Made by `npm run docs`.',
    ...Object.entries(problemGroups).flatMap(([group, rules]) => [
      `## ${group}`,
      [
        '| code | status | en | zh |\n|---|---|---|---|',
        ...Object.entries(rules).map(([code, { status, en, zh }]) => `| \`${code}\` | ${status} | ${en} | ${zh} |`),
      ].join('\n'),
    ]),
  ].join('\n\n');
