import { helpFor } from '../src/problem-help.js';
import { problemGroups } from '../src/problems.js';

/** docs/problems.md: every code that a problem document may have. */
export const problemCatalogue = (): string =>
  [
    '# Problems',
    'Every error is a problem document (RFC 9457) whose `type` is `/problems/<code>`, and there it is explained: as a page in Chinese and English, or as JSON. Codes are public and stay. Made by `npm run docs`.',
    ...Object.entries(problemGroups).flatMap(([group, rules]) => [
      `## ${group}`,
      [
        '| code | status | en | zh | what to do |\n|---|---|---|---|---|',
        ...Object.entries(rules).map(
          ([code, rule]) =>
            `| \`${code}\` | ${rule.status} | ${rule.en} | ${rule.zh} | ${helpFor(code, rule).remedy.en} |`,
        ),
      ].join('\n'),
    ]),
  ].join('\n\n');
