import pg from 'pg';

const connections_max = 10;

/**
 * The connections that a log needs. The server gives up first, so that what the client gives up is over there too:
 * waiting for a turn, then the statement, then the answer. Plans are made once and look up by index, also those that
 * were made while the log was empty. An append sees the log as it is when its turn comes (READ COMMITTED).
 */
export const logPool = (connectionString: string, options: pg.PoolConfig = {}): pg.Pool => {
  const pool = new pg.Pool({
    application_name: 'event-log',
    max: connections_max,
    connectionTimeoutMillis: 3_000,
    lock_timeout: 3_000,
    statement_timeout: 4_000,
    query_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    ...options,
    connectionString,
  });
  // A connection that breaks is replaced; who uses it hears of it there. While it is looked at (`verify`) nobody else listens.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool.on('error', () => undefined);
};

const settings = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  plan_cache_mode: 'force_generic_plan',
  timezone: 'UTC',
  default_transaction_isolation: 'read\\ committed',
};
