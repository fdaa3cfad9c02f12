import { dropRebuildRun, rebuildRunSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who works at a rebuild now, and how far rows are that one event tells alone. */
export class RebuildRun1767225600012 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(rebuildRunSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropRebuildRun);
  }
}
