import { dropSnapshots, snapshotSchema } from '#event-store-postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stored states of long streams. A cache. */
export class Snapshots1767225600030 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(snapshotSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropSnapshots);
  }
}
