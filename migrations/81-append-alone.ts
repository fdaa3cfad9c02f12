import { appendFunctions } from '#event-store-postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An append that goes alone has a function of its own, which may stay: nobody has to ask it. */
export class AppendAlone1767225600080 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(appendFunctions);
  }

  async down(): Promise<void> {}
}
