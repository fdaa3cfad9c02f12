import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was refused to whom, counted by day: it is no fact of the log. Instants and days are texts, as in read models. */
export class RefusedActs1767225600066 implements MigrationInterface {
  async up(owner: QueryRunner): Promise<void> {
    await owner.query(`
      CREATE TABLE access.refused_act (
        alliance_id uuid NOT NULL, client_id uuid NOT NULL, unit_id uuid, operation text NOT NULL, code text NOT NULL,
        day text NOT NULL, subject_id uuid, times bigint NOT NULL, first_at text NOT NULL, last_at text NOT NULL,
        UNIQUE NULLS NOT DISTINCT (alliance_id, client_id, unit_id, operation, code, day)
      );
      CREATE INDEX refused_act_by_time ON access.refused_act (alliance_id, code, last_at);
      CREATE INDEX refused_act_by_day ON access.refused_act (day);`);
  }

  async down(owner: QueryRunner): Promise<void> {
    await owner.query('DROP TABLE access.refused_act;');
  }
}

/** What the application's role may do with them: also drop what is old. */
export const grantRefusedActs = (applicationRole: string): string =>
  `GRANT SELECT, INSERT, UPDATE, DELETE ON access.refused_act TO ${pg.escapeIdentifier(applicationRole)};`;
