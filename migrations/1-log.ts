import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropLog, logSchema } from '#event-store-postgres';

/** The log. Whose it is runs this; what the application's role may do is granted after it, by `grantLog`. */
export class Log1767225600000 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(logSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropLog);
  }
}
