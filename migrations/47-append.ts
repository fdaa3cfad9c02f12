import { appendFunctions } from '#event-store-postgres';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appends look up no more what the indexes refuse. What this takes the place of is asked and answers alike. */
export class Append1767225600047 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(appendFunctions);
  }

  async down(): Promise<void> {}
}
