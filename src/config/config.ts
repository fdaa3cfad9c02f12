import { settings, type Setting } from './settings.js';

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
    .map((each) => ({ name: each.name, distance: each.name.startsWith(bare) ? 0 : distance(bare, each.name) }))
    .sort((a, b) => a.distance - b.distance);
  const isNear = nearest !== undefined && nearest.distance <= bare.length / 2;
  return `${name} is no setting; ${isNear ? `the nearest one is ${nearest.name}` : 'the README lists them'}.`;
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
