import { dropEngine, engineSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What projector, reactions and clock keep. The tables of read models have no migrations: they are made of their rows. */
export class Engine1767225600001 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(engineSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropEngine);
  }
}
