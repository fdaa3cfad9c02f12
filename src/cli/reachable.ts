import pg from 'pg';

const patience_ms = 5_000;

/** Asks a database whether it lets one in. @throws saying which one does not, and which setting names it; without its password */
export const reachable = async (url: string, setting: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience_ms });
  client.on('error', () => undefined); // whoever connects next hears of it
  try {
    await client.connect();
  } catch (error) {
    const { host, port, database, user } = client;
    const whom = user || 'who names no user';
    const at = host.startsWith('/') ? `${database} at the socket in ${host}` : `${database} at ${host}:${port}`;
    throw new Error(`the database ${at} does not let ${whom} in: ${whyOf(error)}; ${setting} says so`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Where a name has several addresses, each of them was tried. */
const whyOf = (error: unknown): string => {
  const { errors, message } = error as Partial<AggregateError>; // anything can be thrown
  return errors ? errors.map(whyOf).join(', ') : message || String(error);
};
