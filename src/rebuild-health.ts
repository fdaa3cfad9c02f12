import { rebuildsIn } from '#nest-event-sourcing';
import type { DataSource } from 'typeorm';
import type { HealthPart } from './platform/health-parts.js';

/** Whether the read models are being rebuilt, and how far. One that has failed is none of those who are served. */
export const rebuildHealth = (database: DataSource): HealthPart => ({
  name: 'rebuild',
  state: async () => {
    const [begun] = await rebuildsIn(database);
    if (!begun) return { status: 'ok', begun: false };
    const { stage, done, head, isRunning, fault } = begun;
    return { status: 'ok', begun: true, running: isRunning, failed: fault !== null, stage, done, head };
  },
});
