import { AlliancesModule } from './alliances/alliances.module.js';
import { CommitteeModule } from './committee/committee.module.js';
import { FeedsModule } from './feeds/feeds.module.js';
import { FindingsModule } from './findings/findings.module.js';
import { HistoryModule } from './history/history.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { ReadingsModule } from './readings/readings.module.js';
import { ResourcesModule } from './resources/resources.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** Every context, once: its routes. */
export const contextModules = [
  AlliancesModule,
  ResourcesModule,
  ProjectsModule,
  CommitteeModule,
  FindingsModule,
  OverviewModule,
  HistoryModule,
  WebhooksModule,
  FeedsModule,
  ReadingsModule,
];
