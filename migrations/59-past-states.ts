import { dropMoment, momentSchema } from '#event-store-postgres';
import { dropPasts, pastSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the log went at an instant, and the read models as they were then. */
export class PastStates1767225600059 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(momentSchema);
    await owner.query(pastSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropPasts);
    await owner.query(dropMoment);
  }
}
