import { readFileSync } from 'node:fs';

/** The names of all events, as the catalogue of events has them. */
export const eventTypes = [...readFileSync('docs/events.md', 'utf8').matchAll(/^#### (\w+) \(version/gm)].map(
  ([, name = '']) => name,
);
