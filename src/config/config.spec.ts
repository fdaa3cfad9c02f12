import { resolve } from 'node:path';
import { config, ConfigError, settingsTable } from './config.js';

describe('The settings', () => {
  it('all have a default or may be left out, and empty ones count as left out', () => {
    const defaults = {
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      environment: 'development',
      logLevel: 'log',
      logFormat: undefined,
      publicUrl: undefined,
      trustProxy: undefined,
      secretKey: undefined,
      webhookAllowPrivate: 'false',
      corsOrigins: undefined,
      keyRequests_perMinute: 3_000,
      addressRequests_perMinute: 12_000,
      addressFailures_perMinute: 60,
      requestsAtOnce_max: 128,
      connections_max: 2_000,
      requestTimeout_ms: 20_000,
      shutdownTimeout_ms: 10_000,
    };
    expect(config({})).toMatchObject(defaults);
    expect(config({ PORT: '', DATABASE_URL: '', DATABASE_OWNER_URL: '' })).toMatchObject(defaults);
  });

  it('are read from the environment', () => {
    const databaseUrl = 'postgresql://lianjian:secret@db:5432/lianjian';
    const databaseOwnerUrl = 'postgres://lianjian_owner@localhost/lianjian?host=/run/postgresql';
    const env = {
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv',
      DATABASE_URL: databaseUrl,
      DATABASE_OWNER_URL: databaseOwnerUrl.replace('localhost', ''),
    };
    expect(config(env)).toMatchObject({ port: 0, host: '::1', dataDir: '/srv', databaseUrl, databaseOwnerUrl });
  });

  it.each([
    ['PORT', '80a', 'PORT is "80a"; it takes a whole number from 0 to 65535.'],
    ['PORT', '65536', 'PORT is "65536"; it takes a whole number from 0 to 65535.'],
    ['PORT', '-1', 'PORT is "-1"; it takes a whole number from 0 to 65535.'],
    ['PORT', '1e3', 'PORT is "1e3"; it takes a whole number from 0 to 65535.'],
    ['HOST', 'http://localhost', `HOST is "http://localhost"; it takes a host's name or address.`],
    ['NODE_ENV', 'prod', 'NODE_ENV is "prod"; it takes one of production, development, test.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud"; it takes one of fatal, error, warn, log, debug, verbose.'],
    ['SHUTDOWN_TIMEOUT_MS', '10s', 'SHUTDOWN_TIMEOUT_MS is "10s"; it takes a whole number from 0 to 600000.'],
    ['KEY_REQUESTS_PER_MINUTE', '0', 'KEY_REQUESTS_PER_MINUTE is "0"; it takes a whole number from 1 to 100000000.'],
  ])('refuse %s=%s and say what it takes', (name, text, message) => {
    expect(() => config({ [name]: text })).toThrow(new ConfigError(message));
  });

  it.each([
    ['TRUST_PROXY', ['true', '0', '6', 'proxy.example.org', '10.0.0.0/33', '0.0.0.0/0', '*']],
    [
      'CORS_ORIGINS',
      ['*', 'desk.example.org', 'https://desk.example.org/', 'null', 'https://a.org,b.org', 'ftp://a.org'],
    ],
    ['PUBLIC_URL', ['lianjian.org', 'https://lianjian.org/api', 'https://lianjian.org?x', 'javascript:alert(1)']],
  ])('refuse a %s that would open more than was meant', (name, texts) => {
    for (const text of texts) expect(() => config({ [name]: text })).toThrow(new RegExp(`^${name} is .*; it takes `));
  });

  it('take proxies by number or by address, and origins one by one', () => {
    const env = { CORS_ORIGINS: 'https://a.org, http://localhost:5173', PUBLIC_URL: 'https://lianjian.org/' };
    expect(config({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(config({ TRUST_PROXY: '10.0.0.0/8, ::1', ...env })).toMatchObject({
      trustProxy: ['10.0.0.0/8', '::1'],
      corsOrigins: ['https://a.org', 'http://localhost:5173'],
      publicUrl: 'https://lianjian.org',
    });
  });

  it.each([
    'mysql://app:hunter2@db/app',
    'postgresql://app:hunter2@db:port/app',
    'app:hunter2/3@db',
    'postgresql//app:hunter2@hunter2@db',
  ])('never show a password: %s', (url) => {
    expect(() => config({ DATABASE_URL: url })).toThrow(/^DATABASE_URL is ".*@db.*"; it takes postgresql:/);
    expect(() => config({ DATABASE_URL: url })).not.toThrow(/hunter2/);
  });

  it('take of KurrentDB what its client understands, which shows the whole address where it does not', () => {
    for (const KURRENTDB_URL of [
      'kurrentdb://127.0.0.1:2113?tls=false',
      'kurrentdb+discover://app:hunter%402@db.example.org:2113?tlsCaFile=/etc/ca.crt&nodePreference=leader',
      'esdb://app:hunter2@one:2113,two:2113,three',
    ])
      expect(config({ KURRENTDB_URL }).kurrentdbUrl).toBe(KURRENTDB_URL);
    for (const KURRENTDB_URL of [
      'kurrentdb://app:hunter2@hunter2@db',
      'kurrentdb://hunter2@db',
      'kurrentdb://app:hunter%zz@db',
      'kurrentdb://app:hunter2@db?tlsCertFile=/etc/ca.crt',
      'kurrentdb://app:hunter2@db?tls=no',
      'kurrentdb://app:hunter2@db?throwOnAppendFailure=false',
    ]) {
      expect(() => config({ KURRENTDB_URL })).toThrow(/^KURRENTDB_URL is not valid; it takes kurrentdb:/);
      expect(() => config({ KURRENTDB_URL })).not.toThrow(/hunter/);
    }
  });

  it('refuse an owner without an application', () => {
    expect(() => config({ DATABASE_OWNER_URL: 'postgresql://owner@db/lianjian' })).toThrow(
      'DATABASE_OWNER_URL needs DATABASE_URL beside it.',
    );
  });

  it('take an OpenID provider over TLS, or on this machine, and its other settings only beside it', () => {
    for (const OIDC_ISSUER of ['https://id.example.org/realms/a', 'http://localhost:4000', 'http://127.0.0.1:4000/'])
      expect(config({ OIDC_ISSUER }).oidcIssuer).toBe(OIDC_ISSUER);
    for (const OIDC_ISSUER of [
      'http://id.example.org',
      'http://127.0.0.1.example.org',
      'https://a:b@id.org',
      'id.org',
      'https://id.org?x',
    ])
      expect(() => config({ OIDC_ISSUER })).toThrow(/^OIDC_ISSUER is .*; it takes https:/);
    expect(() => config({ OIDC_AUDIENCE: 'lianjian' })).toThrow('OIDC_AUDIENCE needs OIDC_ISSUER beside it.');
    expect(() => config({ OIDC_ISSUER: 'https://id.org', OIDC_CLIENT_ID: 'x' })).toThrow(
      'OIDC_CLIENT_ID needs PUBLIC_URL beside it.',
    );
    const same = {
      OIDC_ISSUER: 'https://id.org',
      PUBLIC_URL: 'https://l.org',
      OIDC_CLIENT_ID: 'x',
      OIDC_AUDIENCE: 'x',
    };
    expect(() => config(same)).toThrow(/^OIDC_AUDIENCE is OIDC_CLIENT_ID/);
  });

  it('never show a secret that is not valid', () =>
    expect(() => config({ OIDC_CLIENT_SECRET: 'hunter2 hunter2' })).toThrow(
      /^OIDC_CLIENT_SECRET is not valid; it takes/,
    ));

  it('refuse a name of ours that they do not know, and say the nearest', () => {
    expect(() => config({ LIANJIAN_PROT: '3000' })).toThrow('LIANJIAN_PROT is no setting; the nearest one is PORT.');
    expect(() => config({ LIANJIAN_DATADIR: 'x' })).toThrow(
      'LIANJIAN_DATADIR is no setting; the nearest one is DATA_DIR.',
    );
    expect(() => config({ LIANJIAN_DATA: 'x' })).toThrow('LIANJIAN_DATA is no setting; the nearest one is DATA_DIR.');
    expect(() => config({ LIANJIAN_WINGS: 'x' })).toThrow('LIANJIAN_WINGS is no setting; the README lists them.');
    expect(config({ SOMEBODY_ELSES: 'x' }).port).toBe(3000);
  });

  it('say everything that is wrong at once', () => {
    expect(() => config({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT is .*\nLOG_LEVEL is /);
  });

  it('show themselves as a table, each in one row', () => {
    const lines = settingsTable().split('\n');
    expect(lines).toContain('| `PORT` | `3000` | Port of the API; 0 for any free one. |');
    expect(lines).toHaveLength(2 + Object.keys(config({})).length);
  });
});
