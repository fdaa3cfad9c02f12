import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tree over the log: its tiles, what was signed of it, and the public keys that sign. It grows by one function, from
 * the size that the caller knows; a tile only ever gets wider. Of each hour the last checkpoint is kept, beside the newest.
 */
export class TransparencyLog1767225600038 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE SCHEMA audit;
      CREATE TABLE audit.tree (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), id uuid NOT NULL, size bigint NOT NULL
      );
      INSERT INTO audit.tree (id, size) VALUES (gen_random_uuid(), 0);
      CREATE TABLE audit.tile (
        level smallint NOT NULL, index bigint NOT NULL, hashes bytea NOT NULL, PRIMARY KEY (level, index)
      );
      ALTER TABLE audit.tile ALTER hashes SET STORAGE EXTERNAL; -- hashes cannot be compressed
      CREATE TABLE audit.checkpoint (
        origin text NOT NULL, size bigint NOT NULL, note text NOT NULL, signed_at timestamptz NOT NULL,
        PRIMARY KEY (origin, size)
      );
      CREATE TABLE audit.signing_key (
        origin text NOT NULL, generation int NOT NULL, vkey text NOT NULL, introduced_by text,
        since timestamptz NOT NULL DEFAULT clock_timestamp(), until timestamptz,
        PRIMARY KEY (origin, generation)
      );

      CREATE FUNCTION audit.grow(
        size_before bigint, size_after bigint, t_level int[], t_index bigint[], t_hashes bytea[],
        signed_origin text, signed_note text
      ) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        changed int;
        now timestamptz := clock_timestamp();
        last record;
      BEGIN
        PERFORM FROM audit.tree WHERE size = size_before FOR UPDATE;
        IF NOT FOUND THEN RETURN false; END IF;
        INSERT INTO audit.tile AS tile (level, index, hashes)
          SELECT * FROM unnest(t_level, t_index, t_hashes)
          ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes
          WHERE substring(EXCLUDED.hashes FOR length(tile.hashes)) = tile.hashes;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed <> cardinality(t_level) OR size_after < size_before THEN RAISE EXCEPTION 'the tree only grows'; END IF;
        UPDATE audit.tree SET size = size_after;
        IF signed_note IS NOT NULL THEN
          SELECT size, signed_at INTO last FROM audit.checkpoint WHERE origin = signed_origin ORDER BY size DESC LIMIT 1;
          INSERT INTO audit.checkpoint VALUES (signed_origin, size_after, signed_note, now) ON CONFLICT DO NOTHING;
          IF NOT FOUND THEN RETURN false; END IF; -- nothing has grown, and it was signed by somebody else
          DELETE FROM audit.checkpoint WHERE origin = signed_origin AND size = last.size
            AND date_trunc('hour', last.signed_at) = date_trunc('hour', now);
        END IF;
        RETURN true;
      END $$;
      REVOKE ALL ON FUNCTION audit.grow FROM PUBLIC;`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP SCHEMA audit CASCADE');
  }
}

/** What the application's role may do there: let the tree grow by the function, add a key and end one, and read. */
export const grantTransparencyLog = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT USAGE ON SCHEMA audit TO ${role};
GRANT SELECT ON ALL TABLES IN SCHEMA audit TO ${role};
GRANT INSERT ON audit.signing_key TO ${role};
GRANT UPDATE (until) ON audit.signing_key TO ${role};
GRANT EXECUTE ON FUNCTION audit.grow TO ${role};
`;
};
