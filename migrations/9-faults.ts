import { dropFaults, faultSchema } from '#nest-event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which events readers of the log cannot take, and which ones the tables of read models lack. */
export class Faults1767225600008 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(faultSchema);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(dropFaults);
  }
}
