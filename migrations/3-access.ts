import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys and people. */
export class Access1767225600002 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE SCHEMA access;
      CREATE TABLE access.key (
        client_id uuid PRIMARY KEY, prefix text NOT NULL UNIQUE, hash text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('operator', 'person')),
        person_id uuid, unit_id uuid, alliance_id uuid, label text NOT NULL,
        created_at timestamptz NOT NULL, revoked_at timestamptz,
        CHECK (kind = 'operator' OR (person_id IS NOT NULL AND unit_id IS NOT NULL AND alliance_id IS NOT NULL))
      );
      CREATE TABLE access.person (
        person_id uuid PRIMARY KEY, alliance_id uuid NOT NULL, name text NOT NULL, phone text, email text
      );`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP SCHEMA access CASCADE');
  }
}
