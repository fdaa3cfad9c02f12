import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What those who send webhooks keep beside the log: addresses and secrets, sealed; how far each webhook has been told,
 * and who is at it; what was tried; what was given up.
 */
export class Webhooks1767225600005 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE SCHEMA webhooks;
      CREATE TABLE webhooks.kept (
        id uuid PRIMARY KEY, webhook_id uuid NOT NULL, sealed bytea NOT NULL, shown boolean NOT NULL DEFAULT false,
        kept_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX ON webhooks.kept (webhook_id);
      CREATE TABLE webhooks.progress (
        webhook_id uuid PRIMARY KEY, position bigint NOT NULL, begun_at bigint NOT NULL, tried_anew_at bigint NOT NULL,
        attempts int NOT NULL DEFAULT 0, due_at timestamptz, failing_since timestamptz, delivered_at timestamptz,
        holder uuid, held_until timestamptz
      );
      CREATE TABLE webhooks.delivery (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, webhook_id uuid NOT NULL, event_id uuid, type text NOT NULL,
        position bigint, attempt int NOT NULL, outcome text NOT NULL, status int, why text, answer text,
        duration_ms int NOT NULL, at timestamptz NOT NULL
      );
      CREATE INDEX ON webhooks.delivery (webhook_id, id);
      CREATE INDEX ON webhooks.delivery (at);
      CREATE TABLE webhooks.dead_letter (
        webhook_id uuid NOT NULL, position bigint NOT NULL, event_id uuid NOT NULL, type text NOT NULL,
        attempts int NOT NULL, status int, why text, given_up_at timestamptz NOT NULL,
        PRIMARY KEY (webhook_id, position)
      );
      CREATE INDEX ON webhooks.dead_letter (given_up_at);`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP SCHEMA webhooks CASCADE');
  }
}

/** What the application's role may do there. */
export const grantWebhooks = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT USAGE ON SCHEMA webhooks TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA webhooks TO ${role};
`;
};
