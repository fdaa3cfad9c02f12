import { openCheckpoint, verifierOf, type TreeHead } from '#transparency-log';
import type { Pool } from 'pg';

/** What was last signed of a log, by its name. */
export type Signed = TreeHead & Readonly<{ origin: string }>;

const newest = `SELECT DISTINCT ON (origin) note, (SELECT array_agg(vkey) FROM audit.signing_key k WHERE k.origin = c.origin) AS vkeys
  FROM audit.checkpoint c ORDER BY origin, size DESC`;

/** What a database keeps as signed; nothing where it keeps no tree. @throws BadNote where none of its keys has signed it */
export const signedIn = async (pool: Pool): Promise<readonly Signed[]> => {
  const { rows: known } = await pool.query("SELECT to_regclass('audit.checkpoint') IS NOT NULL AS there");
  if (!known[0].there) return [];
  const { rows } = await pool.query<{ note: string; vkeys: string[] | null }>(newest);
  return rows.map(({ note, vkeys }) => openCheckpoint(note, (vkeys ?? []).map(verifierOf)));
};
