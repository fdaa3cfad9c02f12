import pg from 'pg';
import { randomBytes } from 'node:crypto';
import { makeAccounts } from '../src/platform/database-accounts.js';

export type FreshDatabase = Readonly<{
  /** For the application's role, which may do nothing but connect until the owner grants it more. */
  url: string;
  /** For the role that owns the database: it migrates. */
  ownerUrl: string;
  /** Ends every connection to it and removes it with its roles. */
  drop: () => Promise<void>;
}>;

/** A new, empty database with roles of its own, on the server of this run: every test file takes its own. */
export const freshDatabase = async (): Promise<FreshDatabase> => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const accounts = { database: name, owner: `${name}_owner`, application: name, password: name };
  await asSuperuser((superuser) => makeAccounts(superuser, accounts));
  const drop = () =>
    asSuperuser(async (superuser) => {
      await superuser.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await superuser.query(`DROP ROLE IF EXISTS ${accounts.owner}, ${accounts.application}`);
    });
  return { url: urlFor(accounts.application, accounts), ownerUrl: urlFor(accounts.owner, accounts), drop };
};

const serverUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test, which starts a server.');
  return url;
};

const urlFor = (role: string, { database, password }: { database: string; password: string }): string => {
  const url = new URL(serverUrl());
  return Object.assign(url, { username: role, password, pathname: `/${database}` }).href;
};

const asSuperuser = async (act: (superuser: pg.Client) => Promise<unknown>): Promise<void> => {
  const superuser = new pg.Client({ connectionString: serverUrl() });
  await superuser.connect();
  try {
    await act(superuser);
  } finally {
    await superuser.end();
  }
};
