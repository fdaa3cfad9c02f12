import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What several instances share of their rate limits. Not logged: a crash fills every bucket, which is what time does
 * anyway.
 */
export class Limits1767225600007 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE SCHEMA limits;
      CREATE UNLOGGED TABLE limits.bucket (
        subject text PRIMARY KEY, tokens double precision NOT NULL, at timestamptz NOT NULL
      ) WITH (fillfactor = 50);
      CREATE INDEX ON limits.bucket (at);
      CREATE FUNCTION limits.lease(
        subjects text[], owed double precision[], wanted integer, capacity integer, per_second double precision
      ) RETURNS TABLE (subject text, granted integer, tokens double precision) LANGUAGE plpgsql AS $$
      DECLARE
        asked record;
        level double precision;
        now timestamptz := clock_timestamp();
      BEGIN
        -- In one order for everybody, so that two who ask at once do not wait for each other.
        FOR asked IN SELECT * FROM unnest(subjects, owed) AS each(subject, owed) ORDER BY each.subject LOOP
          INSERT INTO limits.bucket AS held VALUES (asked.subject, capacity, now) ON CONFLICT DO NOTHING;
          SELECT least(capacity, held.tokens + per_second * greatest(0, extract(epoch FROM now - held.at))) - asked.owed
            INTO level FROM limits.bucket AS held WHERE held.subject = asked.subject FOR UPDATE;
          subject := asked.subject;
          granted := greatest(0, least(wanted, floor(level)));
          tokens := greatest(level - granted, -capacity);
          UPDATE limits.bucket AS held SET tokens = lease.tokens, at = greatest(held.at, now)
            WHERE held.subject = asked.subject;
          RETURN NEXT;
        END LOOP;
      END $$;`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP SCHEMA limits CASCADE');
  }
}

/** What the application's role may do there. */
export const grantLimits = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT USAGE ON SCHEMA limits TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON limits.bucket TO ${role};
GRANT EXECUTE ON FUNCTION limits.lease TO ${role};
`;
};
