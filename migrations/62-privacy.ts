import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The keys that seal what is personal, wrapped; one that was destroyed never comes back. Names and contacts are sealed by
 * them, too: those from before when the application starts. Stored states from before may hold words: they are a cache.
 */
export class Privacy1767225600061 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE SCHEMA privacy;
      CREATE TABLE privacy.data_key (
        holder_id uuid PRIMARY KEY, wrapped bytea, master text,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp(), destroyed_at timestamptz,
        CHECK ((wrapped IS NULL) = (master IS NULL) AND (wrapped IS NULL) = (destroyed_at IS NOT NULL))
      );
      CREATE INDEX data_key_by_age ON privacy.data_key (made_at);
      CREATE INDEX data_key_by_master ON privacy.data_key (master, holder_id);
      CREATE FUNCTION privacy.stays_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the key of % was destroyed', OLD.holder_id; END $$;
      CREATE TRIGGER stays_destroyed BEFORE UPDATE ON privacy.data_key
        FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION privacy.stays_destroyed();
      ALTER TABLE access.person ALTER name DROP NOT NULL, ADD sealed jsonb, ADD erased_at timestamptz;
      CREATE INDEX person_unsealed ON access.person (person_id) WHERE name IS NOT NULL;
      DELETE FROM snapshot.state;`);
  }

  async down(owner: QueryRunner): Promise<void> {
    const [sealed] = await owner.query('SELECT 1 FROM access.person WHERE name IS NULL LIMIT 1');
    if (sealed) throw new Error('names are sealed by keys that would be dropped');
    await owner.query(`
      DROP INDEX access.person_unsealed;
      ALTER TABLE access.person DROP sealed, DROP erased_at, ALTER name SET NOT NULL;
      DROP SCHEMA privacy CASCADE;`);
  }
}

/** What the application's role may do with keys: no row of them goes away. */
export const grantPrivacy = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT USAGE ON SCHEMA privacy TO ${role};
GRANT SELECT, INSERT, UPDATE ON privacy.data_key TO ${role};
GRANT DELETE ON access.identity, access.person_write TO ${role};
`;
};
