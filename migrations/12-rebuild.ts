import { dropRebuild, rebuildSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far read models are that are built anew. */
export class Rebuild1767225600011 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(rebuildSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropRebuild);
  }
}
