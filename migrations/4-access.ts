import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose a key is stands in the log; here stand the hashes of its secrets, and when it was last used. Keys that were made
 * before have no history: they are issued anew. A person has a revision, and each write of one is remembered.
 */
export class Keys1767225600003 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      DROP TABLE access.key;
      CREATE TABLE access.secret (
        prefix text PRIMARY KEY, key_id uuid NOT NULL, revision int NOT NULL, hash text NOT NULL,
        UNIQUE (key_id, revision)
      );
      CREATE TABLE access.key_use (key_id uuid PRIMARY KEY, last_used_at timestamptz NOT NULL);
      ALTER TABLE access.person ADD revision int NOT NULL DEFAULT 0, ADD unit_id uuid;
      CREATE INDEX person_alliance ON access.person (alliance_id, person_id);
      CREATE TABLE access.person_write (
        command_id uuid PRIMARY KEY, request_hash text NOT NULL, person_id uuid NOT NULL, revision int NOT NULL
      );`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query(`
      DROP TABLE access.person_write;
      DROP INDEX access.person_alliance;
      ALTER TABLE access.person DROP revision, DROP unit_id;
      DROP TABLE access.key_use, access.secret;
      CREATE TABLE access.key (
        client_id uuid PRIMARY KEY, prefix text NOT NULL UNIQUE, hash text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('operator', 'person')),
        person_id uuid, unit_id uuid, alliance_id uuid, label text NOT NULL,
        created_at timestamptz NOT NULL, revoked_at timestamptz,
        CHECK (kind = 'operator' OR (person_id IS NOT NULL AND unit_id IS NOT NULL AND alliance_id IS NOT NULL))
      );`);
  }
}

/** What the application's role may do with keys and people. */
export const grantAccess = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT USAGE ON SCHEMA access TO ${role};
GRANT SELECT, INSERT ON access.secret, access.person_write TO ${role};
GRANT SELECT, INSERT, UPDATE ON access.key_use, access.person TO ${role};
`;
};
