import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who somebody is elsewhere, who is signed in here, and the links that sign in. Of secrets only hashes. */
export class SignIn1767225600004 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE TABLE access.identity (
        link_id uuid PRIMARY KEY, issuer text NOT NULL, subject text NOT NULL, alliance_id uuid NOT NULL,
        person_id uuid NOT NULL, linked_at timestamptz NOT NULL, linked_by uuid NOT NULL,
        unlinked_at timestamptz, unlinked_by uuid,
        CHECK ((unlinked_at IS NULL) = (unlinked_by IS NULL))
      );
      CREATE UNIQUE INDEX identity_of_one_person ON access.identity (issuer, subject, alliance_id)
        WHERE unlinked_at IS NULL;
      CREATE INDEX identity_by_person ON access.identity (person_id, linked_at);
      CREATE TABLE access.session (
        hash text PRIMARY KEY, issuer text NOT NULL, subject text NOT NULL,
        opened_at timestamptz NOT NULL, seen_at timestamptz NOT NULL
      );
      CREATE INDEX session_by_identity ON access.session (issuer, subject, opened_at);
      CREATE INDEX session_by_age ON access.session (seen_at);
      CREATE TABLE access.sign_in_link (
        hash text PRIMARY KEY, person_id uuid NOT NULL, made_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_link_by_person ON access.sign_in_link (person_id, made_at);`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP TABLE access.identity, access.session, access.sign_in_link');
  }
}

/** What the application's role may do there. */
export const grantSignIn = (applicationRole: string): string => {
  const role = pg.escapeIdentifier(applicationRole);
  return `
GRANT SELECT, INSERT, UPDATE ON access.identity TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON access.session, access.sign_in_link TO ${role};
`;
};
