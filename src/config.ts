import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { projectFolder } from './platform/project-folder.js';

/** What a setting's text may be, in words and as a function that gives undefined for anything else. */
type Kind<Value> = Readonly<{ takes: string; parse: (text: string) => Value | undefined }>;
type Setting = Kind<unknown> & Readonly<{ name: string; default: string | undefined; what: string; secret?: boolean }>;

const whole = (least: number, most: number): Kind<number> => ({
  takes: `a whole number from ${least} to ${most}`,
  parse: (text) =>
    /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
});

const oneOf = <const Word extends string>(...words: readonly Word[]): Kind<Word> => ({
  takes: `one of ${words.join(', ')}`,
  parse: (text) => words.find((word) => word === text),
});

const host: Kind<string> = {
  takes: "a host's name or address",
  parse: (text) => (/^[\w.:-]{1,253}$/.test(text) ? text : undefined),
};

const folder: Kind<string> = {
  takes: 'a folder',
  parse: (text) => (text.includes('\0') ? undefined : resolve(projectFolder, text)),
};

const secret: Kind<string> = {
  takes: '32 random bytes or more, as base64 without padding: openssl rand -base64 48 | tr -d "\\n=" | tr "+/" "-_"',
  parse: (text) => (/^[\w-]{43,512}$/.test(text) ? text : undefined),
};

const origins: Kind<readonly string[]> = {
  takes: 'origins with commas between them, as https://desk.example.org',
  parse: (text) => {
    const all = text.split(',').map((each) => each.trim());
    return all.every((each) => /^https?:/.test(each) && originOf(each) === each) ? all : undefined;
  },
};

const publicUrl: Kind<string> = {
  takes: 'an address without a path, as https://lianjian.example.org',
  parse: (text) => {
    const bare = text.replace(/\/$/, '');
    return /^https?:/.test(bare) && originOf(bare) === bare ? bare : undefined;
  },
};

const logName: Kind<string> = {
  takes: 'a name without spaces and plus signs, best where it is found, as lianjian.example.org/log',
  parse: (text) => (/^[\w.:/~-]{1,200}$/.test(text) ? text : undefined),
};

const issuer: Kind<string> = {
  takes: 'https://host/path, or http on this machine itself',
  parse: (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || url.username || url.password || /[?#]/.test(text)) return undefined;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? text : undefined;
  },
};

const word: Kind<string> = {
  takes: '1 to 500 visible ASCII characters',
  parse: (text) => (/^[\x21-\x7e]{1,500}$/.test(text) ? text : undefined),
};

/** Names of a host that only this machine reaches. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/** Never everybody: whoever is trusted may say whose request it is. */
const proxies: Kind<number | readonly string[]> = {
  takes: 'how many proxies stand in front, 1 to 5, or their addresses with commas between them, as 10.0.0.0/8,::1',
  parse: (text) => {
    if (/^[1-5]$/.test(text)) return Number(text);
    const all = text.split(',').map((each) => each.trim());
    return all.every(isNetwork) ? all : undefined;
  },
};

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const some = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
  return most > 0 && some && more.length === 0;
};

const originOf = (text: string): string | undefined => (URL.canParse(text) ? new URL(text).origin : undefined);

export const database: Kind<string> = {
  takes: 'postgresql://role:password@host:port/database',
  parse: (text) => {
    // pg takes a socket's address without a name before the path, and uses its `host=` before any name; URL wants one.
    const url = text.replace('@/', '@localhost/');
    return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) ? url : undefined;
  },
};

export const kurrentdb: Kind<string> = {
  takes: 'kurrentdb://host:2113?tls=false, or kurrentdb+discover://host:2113 for a cluster',
  parse: (text) =>
    /^(kurrentdb|esdb)(\+discover)?:\/\/[^/?#]/.test(text) && !text.includes('throwOnAppendFailure') ? text : undefined,
};

const streamPrefix: Kind<string> = {
  takes: 'small letters, digits and hyphens, with a dot behind them',
  parse: (text) => (/^[a-z][a-z\d-]{0,60}\.$/.test(text) ? text : undefined),
};

/** Every setting, once: the type, the checks and the README's table come from here. */
const settings = {
  port: { name: 'PORT', default: '3000', ...whole(0, 65_535), what: 'Port of the API; 0 for any free one.' },
  host: {
    name: 'HOST',
    default: '127.0.0.1',
    ...host,
    what: 'Address that it listens on; `0.0.0.0` lets other machines in.',
  },
  dataDir: {
    name: 'DATA_DIR',
    default: '.data',
    ...folder,
    what: "Folder of the embedded PostgreSQL, of the secret that is made where `SECRET_KEY` is not set, of the checkpoint that was last signed, and of the demo's keys; a relative one lies in the project.",
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    default: undefined,
    ...database,
    what: "PostgreSQL instead of the embedded one, as the application's role.",
  },
  databaseOwnerUrl: {
    name: 'DATABASE_OWNER_URL',
    default: undefined,
    ...database,
    what: 'The same database as the role that owns it, which migrates.',
  },
  eventStore: {
    name: 'EVENT_STORE',
    default: 'postgresql',
    ...oneOf('postgresql', 'kurrentdb'),
    what: 'Where the log is. All else, the read models too, is in PostgreSQL.',
  },
  kurrentdbUrl: {
    name: 'KURRENTDB_URL',
    default: undefined,
    ...kurrentdb,
    secret: true,
    what: 'The KurrentDB or EventStoreDB that holds the log, where `EVENT_STORE` is `kurrentdb`.',
  },
  kurrentdbPrefix: {
    name: 'KURRENTDB_PREFIX',
    default: 'lianjian.',
    ...streamPrefix,
    what: "What the names of the log's streams begin with there: one installation, one prefix.",
  },
  secretKey: {
    name: 'SECRET_KEY',
    default: undefined,
    ...secret,
    secret: true,
    what: "Secret that seals webhooks' addresses and secrets and signs calendar feeds, cursors and the log's checkpoints. Unless said, one is made once and lies in `DATA_DIR`, to be kept with the backups; several instances need the setting.",
  },
  privacyKey: {
    name: 'PRIVACY_KEY',
    default: undefined,
    ...secret,
    secret: true,
    what: "Master key that wraps the data keys of people (docs/privacy.md). Unless said, one that is made of the installation's secret.",
  },
  privacyKeyBefore: {
    name: 'PRIVACY_KEY_BEFORE',
    default: undefined,
    ...secret,
    secret: true,
    what: 'The master key of before, which still unwraps, until `lianjian privacy rotate-master-key` has wrapped all data keys anew.',
  },
  logOrigin: {
    name: 'LOG_ORIGIN',
    default: undefined,
    ...logName,
    what: 'Name under which the checkpoints of the log are signed; unless said, one that is made of its id. Another name is another log, with keys of its own.',
  },
  webhookAllowPrivate: {
    name: 'WEBHOOK_ALLOW_PRIVATE',
    default: 'false',
    ...oneOf('true', 'false'),
    what: 'Lets webhooks go to this machine and private networks, and without https. For tests only.',
  },
  environment: {
    name: 'NODE_ENV',
    default: 'development',
    ...oneOf('production', 'development', 'test'),
    what: 'What it runs for.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    default: 'log',
    ...oneOf('fatal', 'error', 'warn', 'log', 'debug', 'verbose'),
    what: 'The least grave lines that are written.',
  },
  logFormat: {
    name: 'LOG_FORMAT',
    default: undefined,
    ...oneOf('pretty', 'json'),
    what: 'How log lines look; unless said, `pretty` on a terminal and `json` elsewhere.',
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    default: undefined,
    ...publicUrl,
    what: 'Address that others reach it at. With https, browsers are told to use nothing else (HSTS).',
  },
  oidcIssuer: {
    name: 'OIDC_ISSUER',
    default: undefined,
    ...issuer,
    what: 'OpenID provider by which people say who they are: its `iss`, to the letter. Without it there are keys and sign-in links.',
  },
  oidcAudience: {
    name: 'OIDC_AUDIENCE',
    default: undefined,
    ...word,
    what: '`aud` of the access tokens that the API takes. It takes none unless said.',
  },
  oidcClientId: {
    name: 'OIDC_CLIENT_ID',
    default: undefined,
    ...word,
    what: 'As what it is registered with the provider, to sign people in at `PUBLIC_URL/sign-in/callback`.',
  },
  oidcClientSecret: {
    name: 'OIDC_CLIENT_SECRET',
    default: undefined,
    ...word,
    secret: true,
    what: 'Its secret there; a public client has none.',
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    default: undefined,
    ...proxies,
    what: 'How many proxies stand in front, or their addresses: whose `X-Forwarded-For` is believed. Nobody unless said.',
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    default: undefined,
    ...origins,
    what: 'Origins whose pages may call the API from a browser. None unless said.',
  },
  keyRequests_perMinute: {
    name: 'KEY_REQUESTS_PER_MINUTE',
    default: '3000',
    ...whole(1, 100_000_000),
    what: 'Requests of one client a minute; a sixth of them may come at once.',
  },
  addressRequests_perMinute: {
    name: 'ADDRESS_REQUESTS_PER_MINUTE',
    default: '12000',
    ...whole(1, 100_000_000),
    what: 'Requests from one address a minute, of IPv6 from one /64; a sixth of them may come at once.',
  },
  addressFailures_perMinute: {
    name: 'ADDRESS_FAILURES_PER_MINUTE',
    default: '60',
    ...whole(1, 100_000_000),
    what: 'Requests from one address a minute that say wrongly, or not at all, who they are.',
  },
  requestsAtOnce_max: {
    name: 'REQUESTS_AT_ONCE',
    default: '128',
    ...whole(1, 100_000),
    what: 'Requests that are worked on at once; one more is answered 503.',
  },
  connections_max: {
    name: 'CONNECTIONS',
    default: '2000',
    ...whole(1, 100_000),
    what: 'Connections that are open at once; one more is closed.',
  },
  requestTimeout_ms: {
    name: 'REQUEST_TIMEOUT_MS',
    default: '20000',
    ...whole(100, 600_000),
    what: 'Time that a request has to arrive; its headers have half of it.',
  },
  shutdownTimeout_ms: {
    name: 'SHUTDOWN_TIMEOUT_MS',
    default: '10000',
    ...whole(0, 600_000),
    what: 'Time that requests have to end after Ctrl-C or SIGTERM.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Settings = typeof settings;
type ValueOf<S extends Setting> =
  Exclude<ReturnType<S['parse']>, undefined> | (S['default'] extends undefined ? undefined : never);

export type Config = { readonly [Key in keyof Settings]: ValueOf<Settings[Key]> };

/** Says every setting that is wrong, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Our own variables begin so; one that we do not know is a slip of the pen. */
const prefix = 'LIANJIAN_';

/** What means nothing without another one. */
const together: readonly (readonly [name: string, needed: string])[] = [
  ['DATABASE_OWNER_URL', 'DATABASE_URL'],
  ['OIDC_AUDIENCE', 'OIDC_ISSUER'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
  ['OIDC_CLIENT_ID', 'PUBLIC_URL'],
  ['OIDC_CLIENT_SECRET', 'OIDC_CLIENT_ID'],
];

/** Reads the settings; a variable that is set to nothing counts as not set. Throws ConfigError. */
export const config = (env: Readonly<Record<string, string | undefined>>): Config => {
  const read = Object.entries<Setting>(settings).map(([key, setting]) => {
    const text = env[setting.name] || setting.default;
    const value = text === undefined ? undefined : setting.parse(text);
    const wrong = text !== undefined && value === undefined;
    return {
      key,
      value,
      problem: wrong
        ? `${setting.name} is ${setting.secret ? 'not valid' : shown(text)}; it takes ${setting.takes}.`
        : undefined,
    };
  });
  const problems = [
    ...read.flatMap(({ problem }) => problem ?? []),
    ...Object.keys(env).filter(isUnknown).map(unknown),
    ...(env['EVENT_STORE'] === 'kurrentdb' && !env['KURRENTDB_URL']
      ? ['EVENT_STORE=kurrentdb needs KURRENTDB_URL beside it.']
      : []),
    ...together.flatMap(([name, needed]) => (env[name] && !env[needed] ? [`${name} needs ${needed} beside it.`] : [])),
    ...(env['OIDC_AUDIENCE'] && env['OIDC_AUDIENCE'] === env['OIDC_CLIENT_ID']
      ? ['OIDC_AUDIENCE is OIDC_CLIENT_ID: then whoever holds an ID token could pass it off as an access token.']
      : []),
  ];
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  // Built from the same table as the type, which the compiler cannot see.
  return Object.fromEntries(read.map(({ key, value }) => [key, value])) as unknown as Config;
};

/** The README's table. */
export const settingsTable = (): string => {
  const rows = Object.values<Setting>(settings).map(
    (each) => `| \`${each.name}\` | ${each.default === undefined ? '' : `\`${each.default}\``} | ${each.what} |`,
  );
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
};

/** A password in an address is nobody's business. */
const shown = (text: string): string =>
  JSON.stringify(text.replace(/^([a-z]*:?\/\/)?([^:/@]*):.*@/s, '$1$2:***@').slice(0, 200));

const isUnknown = (name: string): boolean =>
  name.startsWith(prefix) && !Object.values<Setting>(settings).some((each) => each.name === name);

const unknown = (name: string): string => {
  const bare = name.slice(prefix.length);
  const [nearest] = Object.values<Setting>(settings)
    .map((each) => ({ name: each.name, distance: distance(bare, each.name.replace(prefix, '')) }))
    .sort((a, b) => a.distance - b.distance);
  return `${name} is no setting${nearest ? `; the nearest one is ${nearest.name}` : ''}.`;
};

/** How many letters must be put in, taken out or changed to make one word the other (Levenshtein 1966). */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (let at = 1; at <= to.length; at++) {
      const [left = 0, above = 0, diagonal = 0] = [next[at - 1], row[at], row[at - 1]];
      next.push(Math.min(left + 1, above + 1, diagonal + (letter === to[at - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length] ?? 0;
};
