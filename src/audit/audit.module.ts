import { StoredLines } from '#event-sourcing';
import { Module } from '@nestjs/common';
import type { StoredLog } from '../platform/event-log.js';
import { faults_max, HealthParts, type PartState } from '../platform/health-parts.js';
import { OpenedLog } from '../platform/pools.js';
import { LogController } from './log.controller.js';
import { ReceiptsController } from './receipts.controller.js';
import { Receipts } from './receipts.js';
import { Sequencer } from './sequencer.js';
import { SigningKeys } from './signing-keys.js';
import { TreeStore } from './tree-store.js';

/** The log, proven: its tree, what is signed of it, and receipts. */
@Module({
  controllers: [LogController, ReceiptsController],
  providers: [
    { provide: StoredLines, useFactory: ({ lines }: StoredLog) => lines, inject: [OpenedLog] },
    ...[TreeStore, SigningKeys, Sequencer, Receipts],
  ],
})
export class AuditModule {
  constructor(parts: HealthParts, sequencer: Sequencer) {
    parts.add({ name: 'transparency-log', state: async () => stateOf(await sequencer.state()) });
  }
}

/** That nothing can be signed stops nobody's work: it is said, and the rest goes on. */
const stateOf = ({ faults, size, behind }: Awaited<ReturnType<Sequencer['state']>>): PartState => {
  return { status: 'ok', signs: faults <= faults_max, faults, size, behind };
};
