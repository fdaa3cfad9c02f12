import { dropPastViews, pastViewsSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Past states that see the history through a view, and are indexed once they are filled. */
export class PastViews1767225600074 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(pastViewsSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropPastViews);
  }
}
