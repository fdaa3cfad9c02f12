import { Formats } from '#event-sourcing';
import { deadlineRows, type Projection } from '#nest-event-sourcing';
import { accessParts } from './access/access.parts.js';
import { identityParts } from './access/identity.parts.js';
import { AlliancesModule } from './alliances/alliances.module.js';
import { alliancesParts } from './alliances/alliances.parts.js';
import { CommitteeModule } from './committee/committee.module.js';
import { committeeParts } from './committee/committee.parts.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { feedsParts } from './feeds/feeds.parts.js';
import { HistoryModule } from './history/history.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { overviewParts } from './overview/overview.parts.js';
import type { ContextParts } from './platform/context-parts.js';
import { ProjectsModule } from './projects/projects.module.js';
import { projectsParts } from './projects/projects.parts.js';
import { readersParts } from './readers/readers.parts.js';
import { ResourcesModule } from './resources/resources.module.js';
import { resourcesParts } from './resources/resources.parts.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
import { webhooksParts } from './webhooks/webhooks.parts.js';

/** Every context, once: its routes, and what it brings to the engine. */
export const contextModules = [
  AlliancesModule,
  ResourcesModule,
  ProjectsModule,
  CommitteeModule,
  OverviewModule,
  HistoryModule,
  WebhooksModule,
  FeedsModule,
];

const all: readonly ContextParts[] = [
  accessParts,
  identityParts,
  alliancesParts,
  resourcesParts,
  projectsParts,
  committeeParts,
  overviewParts,
  webhooksParts,
  feedsParts,
  readersParts,
];
export const streams = all.flatMap((context) => context.streams);
export const reactions = all.flatMap((context) => context.reactions);
export const deadlines = all.flatMap((context) => context.deadlines);

/** The stored formats of every event. A changed format adds an upcaster here, and a golden file. */
export const formats = new Formats(streams, {});

/** All read models advance together. A changed fold is a new version: its tables are filled beside the old ones. */
export const projection: Projection = {
  name: 'views',
  version: 1,
  models: [...all.flatMap((context) => context.models), deadlineRows(deadlines)],
};
