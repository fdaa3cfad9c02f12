import { Log1767225600000 } from './1-log.js';
import { Engine1767225600001 } from './2-engine.js';
import { Access1767225600002 } from './3-access.js';
import { Keys1767225600003 } from './4-access.js';
import { SignIn1767225600004 } from './5-sign-in.js';
import { Webhooks1767225600005 } from './6-webhooks.js';
import { Limits1767225600007 } from './8-limits.js';
import { Faults1767225600008 } from './9-faults.js';
import { Rebuild1767225600011 } from './12-rebuild.js';
import { RebuildRun1767225600012 } from './13-rebuild-run.js';
import { Snapshots1767225600030 } from './31-snapshots.js';
import { TransparencyLog1767225600038 } from './38-transparency-log.js';
import { Append1767225600047 } from './47-append.js';
import { PastStates1767225600059 } from './59-past-states.js';
import { Privacy1767225600061 } from './62-privacy.js';
import { RefusedActs1767225600066 } from './67-refused-acts.js';
import { LogPlace1767225600068 } from './69-log-place.js';
import { PastViews1767225600074 } from './75-past-views.js';
import { AppendAlone1767225600080 } from './81-append-alone.js';

/** In the order in which they run. */
export const migrations = [
  Log1767225600000,
  Engine1767225600001,
  Access1767225600002,
  Keys1767225600003,
  SignIn1767225600004,
  Webhooks1767225600005,
  Limits1767225600007,
  Faults1767225600008,
  Rebuild1767225600011,
  RebuildRun1767225600012,
  Snapshots1767225600030,
  TransparencyLog1767225600038,
  Append1767225600047,
  PastStates1767225600059,
  Privacy1767225600061,
  RefusedActs1767225600066,
  LogPlace1767225600068,
  PastViews1767225600074,
  AppendAlone1767225600080,
];
