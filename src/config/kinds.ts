import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isLoopback } from './loopback.js';
import { projectFolder } from './project-folder.js';

/** What a setting's text may be, in words and as a function that gives undefined for anything else. */
export type Kind<Value> = Readonly<{ takes: string; parse: (text: string) => Value | undefined }>;

export const whole = (least: number, most: number): Kind<number> => ({
  takes: `a whole number from ${least} to ${most}`,
  parse: (text) =>
    /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
});

export const oneOf = <const Word extends string>(...words: readonly Word[]): Kind<Word> => ({
  takes: `one of ${words.join(', ')}`,
  parse: (text) => words.find((word) => word === text),
});

export const host: Kind<string> = {
  takes: "a host's name or address",
  parse: (text) => (/^[\w.:-]{1,253}$/.test(text) ? text : undefined),
};

export const folder: Kind<string> = {
  takes: 'a folder',
  parse: (text) => (text.includes('\0') ? undefined : resolve(projectFolder, text)),
};

export const secret: Kind<string> = {
  takes: '32 random bytes or more, as base64 without padding: openssl rand -base64 48 | tr -d "\\n=" | tr "+/" "-_"',
  parse: (text) => (/^[\w-]{43,512}$/.test(text) ? text : undefined),
};

export const origins: Kind<readonly string[]> = {
  takes: 'origins with commas between them, as https://desk.example.org',
  parse: (text) => {
    const all = text.split(',').map((each) => each.trim());
    return all.every((each) => /^https?:/.test(each) && originOf(each) === each) ? all : undefined;
  },
};

export const publicUrl: Kind<string> = {
  takes: 'an address without a path, as https://lianjian.example.org',
  parse: (text) => {
    const bare = text.replace(/\/$/, '');
    return /^https?:/.test(bare) && originOf(bare) === bare ? bare : undefined;
  },
};

export const logName: Kind<string> = {
  takes: 'a name without spaces and plus signs, best where it is found, as lianjian.example.org/log',
  parse: (text) => (/^[\w.:/~-]{1,200}$/.test(text) ? text : undefined),
};

export const issuer: Kind<string> = {
  takes: 'https://host/path, or http on this machine itself',
  parse: (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || url.username || url.password || /[?#]/.test(text)) return undefined;
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? text : undefined;
  },
};

export const word: Kind<string> = {
  takes: '1 to 500 visible ASCII characters',
  parse: (text) => (/^[\x21-\x7e]{1,500}$/.test(text) ? text : undefined),
};

/** Never everybody: whoever is trusted may say whose request it is. */
export const proxies: Kind<number | readonly string[]> = {
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
  takes: 'postgresql://role:password@host:port/database, with one host',
  parse: (text) => {
    // pg takes a socket's address without a name before the path, and uses its `host=` before any name; URL wants one.
    const url = text.replace('@/', '@localhost/');
    return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url) && !new URL(url).host.includes(',') ? url : undefined;
  },
};

/**
 * Only what its client understands: of anything else the client warns, and shows the whole address with its password. Whether
 * a failed append throws is not a choice.
 */
export const kurrentdb: Kind<string> = {
  takes:
    'kurrentdb://user:password@host:2113?tlsCaFile=FILE, kurrentdb+discover://… for a cluster, or kurrentdb://host:2113?tls=false; a user or password with : / ? # @ or % in it is percent-encoded',
  parse: (text) => {
    const parts = kurrentdbParts.exec(text)?.groups;
    const options = parts?.['options']?.split('&') ?? [];
    return parts && options.every((each) => kurrentdbOption.test(each)) ? text : undefined;
  },
};

const kurrentdbParts =
  /^(?:kurrentdb|esdb)(?:\+discover)?:\/\/(?:(?:[^\s:@/?#%]|%[\dA-Fa-f]{2})+:(?:[^\s:@/?#%]|%[\dA-Fa-f]{2})+@)?[\w.:,-]+\/?(?:\?(?<options>[^\s#]*))?$/;
const kurrentdbOption =
  /^(?:tls(?:VerifyCert)?=(?:true|false)|(?:tlsCaFile|userCertFile|userKeyFile|connectionName|nodePreference)=[^=?]+|(?:maxDiscoverAttempts|discoveryInterval|gossipTimeout|keepAliveInterval|keepAliveTimeout|defaultDeadline)=-?\d+)$/i;

export const streamPrefix: Kind<string> = {
  takes: 'small letters, digits and hyphens, with a dot behind them',
  parse: (text) => (/^[a-z][a-z\d-]{0,60}\.$/.test(text) ? text : undefined),
};
