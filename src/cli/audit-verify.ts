import { BadNote, verifierOf } from '#transparency-log';
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { fingerprintOf } from '../audit/key-succession.js';
import { isReport, openReport } from '../audit/opened-report.js';
import { Hopeless } from '../audit/pack/hopeless.js';
import { isZip } from '../audit/pack/containers.js';
import { verifyPack, type Known, type Verdict } from '../audit/pack/verify-pack.js';
import type { AuditPart } from './audit-part.js';
import { progressOf } from './progress.js';
import { UsageError } from './run.js';

const [altered, notByYourKey] = [1, 3];

/** Nothing here opens a database or a connection. */
export const auditVerify: AuditPart = {
  path: true,
  takes: ['key', 'since'],
  run: async (path, { key = [], since }) => {
    const given: readonly string[] = Array.isArray(key) ? key : [];
    const enclosed = given.filter((each) => liesIn(path, each));
    for (const each of enclosed)
      console.log(`Passed over ${plain(each)}: it lies in the pack, and says nothing of who made it`);
    const keys = given.filter((each) => !enclosed.includes(each)).flatMap(keysIn);
    const known = { keys, ...(typeof since === 'string' && { since: olderAt(since) }), progress: progressOf('Verifying') }; // prettier-ignore
    if (!existsSync(path)) throw new UsageError(`there is no ${path}`);
    if (isReportAt(path)) return verifiedReport(path, keys);
    const verdict = verifyPack(path, known);
    for (const line of told(path, verdict)) console.log(plain(line));
    return verdict.proven === 'not' ? altered : verdict.proven === 'by your key' ? 0 : notByYourKey;
  },
};

const report_bytes_max = 1 << 20;

const isReportAt = (path: string): boolean =>
  lstatSync(path).isFile() && lstatSync(path).size <= report_bytes_max && isReport(readFileSync(path, 'utf8'));

/** Says what the report says, once it is known whose it is. */
const verifiedReport = (path: string, given: readonly string[]): number => {
  try {
    const { lines, by } = openReport(readFileSync(path, 'utf8'), given);
    for (const line of [...lines, ...by.map(({ vkey }) => `signed by ${fingerprintOf(vkey)}`), ''])
      console.log(plain(line));
    const proven = given.length > 0 ? 'by your key' : 'by the enclosed key only';
    console.log(`VERDICT    ${sentence({ proven, count: 0 })}`);
    return given.length > 0 ? 0 : notByYourKey;
  } catch (error) {
    if (!(error instanceof BadNote || error instanceof Hopeless)) throw error;
    console.log(`VERDICT    NOT as it was signed: ${plain(error.message)}.`);
    return altered;
  }
};

/** Whoever has the key could have signed another history; only what somebody else kept shows it. */
const notCompared = 'not compared with anything older: say --since';

const told = (path: string, { manifest, signedBy = [], grownFrom, ...verdict }: Verdict): readonly string[] => [
  `Pack       ${path}${manifest ? `, made ${manifest.made}` : ''}`,
  ...(manifest ? [`Log        ${manifest.origin}`, `Events     1 to ${manifest.size}${manifest.alliance === undefined ? '' : `; whole are those of the alliance ${manifest.alliance}`}`] : []), // prettier-ignore
  ...signedBy.map((vkey) => `Signed by  ${fingerprintOf(vkey)}`),
  ...(verdict.proven === 'not' ? [] : [`Grown      ${grownFrom === undefined ? notCompared : `from ${grownFrom} events, and only grown`}`]), // prettier-ignore
  ...verdict.findings.map(({ where, what }) => `  ${where}: ${what}`),
  ...(verdict.count > verdict.findings.length ? [`  and ${verdict.count - verdict.findings.length} more`] : []),
  '',
  `VERDICT    ${sentence(verdict)}`,
];

/** A pack brings names and words of its own: none of them moves the cursor, begins a line or turns the text around. */
const plain = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (odd) => `\\u{${odd.codePointAt(0)?.toString(16)}}`);

const sentence = ({ proven, count }: Pick<Verdict, 'proven' | 'count'>): string => {
  if (proven === 'by your key') return 'Whole and unaltered, as signed by the key that you gave.';
  if (proven === 'not') return `NOT as it was signed: ${count} ${count === 1 ? 'place differs' : 'places differ'}.`;
  return 'Consistent with the enclosed key only: compare its fingerprint with one that you got another way, or say --key.';
};

/** Whoever made the pack has put it there. */
const liesIn = (pack: string, file: string): boolean => {
  if (!existsSync(pack) || !existsSync(file)) return false;
  const way = relative(realpathSync(pack), realpathSync(file));
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
};

/** A fingerprint, a key, or the keys and fingerprints that a file holds. */
const keysIn = (given: string): readonly string[] => {
  const text = existsSync(given) ? readFileSync(given, 'utf8') : given;
  const words = text.split(/[\s",]+/).filter((word) => isFingerprint(word) || isKey(word));
  if (words.length === 0) throw new UsageError(`${given} is neither a key, nor a fingerprint, nor a file of them`);
  return words;
};

const isFingerprint = (word: string): boolean => /^SHA256:[A-Za-z0-9+/]{43}$/.test(word);
const isKey = (word: string): boolean => {
  try {
    return verifierOf(word).vkey === word;
  } catch {
    return false;
  }
};

const olderAt = (path: string): NonNullable<Known['since']> => {
  if (!existsSync(path)) throw new UsageError(`there is no ${path}`);
  return isZip(path) || lstatSync(path).isDirectory() ? { pack: path } : { checkpoint: readFileSync(path, 'utf8') };
};
