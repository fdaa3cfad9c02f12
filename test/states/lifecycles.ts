import * as access from './access.js';
import * as alliances from './alliances.js';
import * as committee from './committee.js';
import type { Lifecycle } from './explore.js';
import * as feeds from './feeds.js';
import * as findings from './findings.js';
import * as projects from './projects.js';
import * as readers from './readers.js';
import * as resources from './resources.js';
import * as webhooks from './webhooks.js';

/** Everything that goes from one status to another, by context. */
export const lifecycles: Readonly<Record<string, Readonly<Record<string, Lifecycle>>>> = {
  alliances,
  resources,
  projects,
  committee,
  findings,
  webhooks,
  feeds,
  access,
  readers,
};
