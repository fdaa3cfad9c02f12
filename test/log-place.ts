// The log of the tests lies in PostgreSQL, beside all else, unless KURRENTDB_URL names a server. What only one of the two
// lets anybody do is named here, and asked by its name.

const { KURRENTDB_URL: server } = process.env;

/** What the log of these tests can, and what can be done to it, beyond what every log promises. */
export const logCan = {
  /** Positions are 1, 2, 3 …: an event's number in the log. */
  numberByPosition: !server,
  /** Who owns the database reaches events by SQL, and may alter or remove them. */
  beAlteredBySql: !server,
  /** A condition on another stream holds in the instant of the append, whichever instance writes there. */
  checkConditionsBetweenInstances: !server,
} as const;

/** What the environment would say, to have the log of an installation there: under a prefix for each database. */
export const logSettings = (databaseUrl: string): Readonly<Record<string, string>> => {
  const prefix = `test-${new URL(databaseUrl).pathname.toLowerCase().replace(/[^a-z\d]/g, '')}.`;
  return server ? { EVENT_STORE: 'kurrentdb', KURRENTDB_URL: server, KURRENTDB_PREFIX: prefix } : {};
};

/** A test of what only some logs can; where this one cannot, it says so by its name. */
export const itWhereLogCan = (ability: keyof typeof logCan) => (name: string, test: () => Promise<void>) =>
  logCan[ability]
    ? it(name, test)
    : it(`[not of this log, which cannot ${ability}] ${name}`, () => expect(logCan[ability]).toBe(false));
