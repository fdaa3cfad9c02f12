import type { ContextParts } from '../platform/context-parts.js';
import { alliance } from './alliance.js';
import { allianceRows } from './alliance-row.js';
import { areaRows } from './area-row.js';
import { coverageRows } from './coverage-row.js';
import { mandateRows } from './mandate-row.js';
import { onAllianceFounded } from './on-alliance-founded.js';
import { onMotionDecided } from './on-motion-decided.js';
import { onUnitAdmitted } from './on-unit-admitted.js';
import { unit } from './unit.js';
import { unitRows } from './unit-row.js';

export const alliancesParts = {
  streams: [alliance, unit],
  models: [allianceRows, unitRows, mandateRows, areaRows, coverageRows],
  reactions: [onAllianceFounded, onMotionDecided, onUnitAdmitted],
  deadlines: [],
} satisfies ContextParts;
