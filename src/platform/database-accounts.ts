import pg from 'pg';

/** A database and the two roles that use it. */
export type Accounts = Readonly<{
  database: string;
  /** Owns the database: makes and changes tables. */
  owner: string;
  /** What the application acts as: may connect, and what the owner grants it. */
  application: string;
  /** Settings of the server that the owner may change for a session of its own. */
  ownerSets?: readonly string[];
  /** Of both roles; none where a socket is enough. */
  password?: string;
}>;

/** Keeps two processes from making the same role at once. */
const making = 0x4c69_616e;

/**
 * Makes what is missing of the database and its roles, as `superuser`; asking again changes nothing. Texts compare by code
 * point, so that an order of names is the same on every server.
 */
export const makeAccounts = async (superuser: pg.Client, accounts: Accounts): Promise<void> => {
  const [database, owner, application] = [accounts.database, accounts.owner, accounts.application].map((each) =>
    pg.escapeIdentifier(each),
  );
  await superuser.query('SELECT pg_advisory_lock($1)', [making]);
  try {
    for (const role of [accounts.owner, accounts.application]) await makeRole(superuser, role, accounts.password);
    const { rowCount } = await superuser.query('SELECT FROM pg_database WHERE datname = $1', [accounts.database]);
    if (rowCount === 0)
      await superuser.query(
        `CREATE DATABASE ${database} OWNER ${owner} TEMPLATE template0 ENCODING 'UTF8'
         LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`,
      );
    await superuser.query(`
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${database} TO ${application};
      ALTER ROLE ${owner} SET lock_timeout = '30s';
      ALTER ROLE ${application} SET lock_timeout = '5s';
      ALTER ROLE ${application} SET statement_timeout = '30s';
      ALTER ROLE ${application} SET idle_in_transaction_session_timeout = '60s'`);
    for (const setting of accounts.ownerSets ?? [])
      await superuser.query(`GRANT SET ON PARAMETER ${setting} TO ${owner}`);
  } finally {
    await superuser.query('SELECT pg_advisory_unlock($1)', [making]);
  }
};

const makeRole = async (superuser: pg.Client, role: string, password?: string): Promise<void> => {
  const { rowCount } = await superuser.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount !== 0) return;
  const secret = password === undefined ? '' : `PASSWORD ${pg.escapeLiteral(password)}`;
  await superuser.query(`CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN ${secret}`);
};
