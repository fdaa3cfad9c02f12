import { dropPlace, placeSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which log the readers' places are. */
export class LogPlace1767225600068 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(placeSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropPlace);
  }
}
