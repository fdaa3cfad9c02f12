import { Formats } from '#event-sourcing';
import { deadlineRows, type Projection } from '#nest-event-sourcing';
import { accessParts } from './access/access.parts.js';
import { identityParts } from './access/identity.parts.js';
import { alliancesParts } from './alliances/alliances.parts.js';
import { committeeParts } from './committee/committee.parts.js';
import { feedsParts } from './feeds/feeds.parts.js';
import { findingsParts } from './findings/findings.parts.js';
import { overviewParts } from './overview/overview.parts.js';
import type { ContextParts } from './platform/context-parts.js';
import { placed } from './platform/sealed.js';
import { projectsParts } from './projects/projects.parts.js';
import { readersParts } from './readers/readers.parts.js';
import { readingsParts } from './readings/readings.parts.js';
import { resourcesParts } from './resources/resources.parts.js';
import { webhooksParts } from './webhooks/webhooks.parts.js';

/** Every context, once: what it brings to the engine. Its routes are in `context-modules.ts`: a thread needs none. */
const all: readonly ContextParts[] = [
  accessParts,
  identityParts,
  alliancesParts,
  resourcesParts,
  projectsParts,
  committeeParts,
  findingsParts,
  overviewParts,
  webhooksParts,
  feedsParts,
  readersParts,
  readingsParts,
];
export const streams = all.flatMap((context) => context.streams);
export const reactions = all.flatMap((context) => context.reactions);
export const deadlines = all.flatMap((context) => context.deadlines);

/** The stored formats of every event. A changed format adds an upcaster here, and a golden file. */
export const formats = new Formats(streams, {}, placed);

/** All read models advance together. A changed fold is a new version: its tables are filled beside the old ones. */
export const projection: Projection = {
  name: 'views',
  version: 1,
  models: [...all.flatMap((context) => context.models), deadlineRows(deadlines)],
};
