import { Refusal } from '#event-sourcing';
import { Engine, ReadModels } from '#nest-event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { KeyRow, withUse, type SeenKey } from '../access/key-row.js';
import { Keys, type KeyHolder } from '../access/keys.js';
import { scopes, type Scope } from '../access/scopes.js';
import { Telling } from '../access/telling.js';
import { idPattern, isDay, isInstant } from '../platform/fields.js';
import { withApp } from './application.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand, type Given } from './run.js';

const keys_max = 10_000;

export const keys: CliCommand = {
  name: 'keys',
  summary: 'Issue, list, rotate and revoke the keys of those who call the API.',
  usage:
    'lianjian keys issue --alliance ID --unit ID --person ID | issue --alliance ID --auditor | issue --operator | list | rotate KEY_ID | revoke KEY_ID',
  help: [
    'issue   prints a key, this once: only a hash of it is kept. A key is of a person who acts for a unit, of an auditor,',
    '        who reads an alliance, or the operator’s. With a unit that is not on the roll it is an applicant’s, and allows',
    '        to apply and to see the application. --label TEXT says what it is for, --scopes read,projects what it may be',
    '        used for (all unless said), --until 2027-01-31 when it ends (in a year unless said)',
    'list    every key: whose it is, until when, when it was last used; never the key itself',
    'rotate  prints a new secret of the same client; the old one is good for --overlap HOURS more (24 unless said, 0: none)',
    'revoke  ends a key with all its secrets; every instance knows within a second',
    '',
    'Each is the command that the API issues, in the operator’s name, and stands in the history.',
  ],
  options: {
    operator: { type: 'boolean' },
    auditor: { type: 'boolean' },
    alliance: { type: 'string' },
    unit: { type: 'string' },
    person: { type: 'string' },
    label: { type: 'string' },
    scopes: { type: 'string' },
    until: { type: 'string' },
    overlap: { type: 'string' },
  },
  run: async (given) => {
    const work = actOf(given);
    await withDatabase((database) => withApp(database, (app) => work(app).catch(inWords)));
  },
};

type Act = (app: INestApplicationContext) => Promise<void>;

/** What is to be done; whoever says it wrongly is told before anything is started. */
const actOf = ({ words: [what, keyId, ...more], options }: Given): Act => {
  if (more.length > 0) throw new UsageError(`${more[0]} is too much`);
  switch (what) {
    case 'issue':
      return issue(holderOf(options));
    case 'list':
      return list;
    case 'rotate':
      return rotate(id('rotate', keyId), hours(options['overlap']));
    case 'revoke':
      return revoke(id('revoke', keyId));
    default:
      throw new UsageError('say issue, list, rotate or revoke');
  }
};

const issue =
  (holder: KeyHolder): Act =>
  async (app) => {
    const { clientId, key } = await app.get(Keys).issue(holder);
    console.log(`key     ${key}\nclient  ${clientId}`);
  };

const rotate =
  (keyId: string, overlap: Readonly<{ overlapHours?: number }>): Act =>
  async (app) =>
    console.log(`key     ${await app.get(Keys).rotate(keyId, overlap)}\nclient  ${keyId}`);

const revoke =
  (keyId: string): Act =>
  async (app) => {
    if (!(await app.get(Keys).revoke(keyId))) throw new Error(`the key ${keyId} was revoked before`);
    console.log(`revoked ${keyId}`);
  };

const list: Act = async (app) => {
  await app.get(Engine).settled();
  const order = { issuedAt: 'ASC', keyId: 'ASC' } as const;
  const { answer } = await app
    .get(ReadModels)
    .ask(0, async (db) => withUse(db, {}, await db.find(KeyRow, { order, take: keys_max })));
  for (const each of await app.get(Telling).opened(answer, 'en')) console.log(lineOf(each));
};

const lineOf = (key: SeenKey): string => {
  const { keyId, allianceId, kind, prefix, unitId, personId, expiresAt, lastUsedAt, revokedAt, label } = key;
  const whose = kind === 'person' ? `person ${personId} for unit ${unitId}` : kind;
  const of = allianceId === '' ? '' : ` of alliance ${allianceId}`;
  const until = revokedAt === null ? `until ${expiresAt}` : `revoked ${revokedAt}`;
  return `${keyId}  lj_${prefix ?? ''}_…  ${whose}${of}  ${until}  ${lastUsedAt ? `used ${lastUsedAt}` : 'unused'}  ${label}`;
};

const holderOf = (options: Given['options']): KeyHolder => {
  const { operator, auditor, alliance, unit, person, label } = options;
  const terms = {
    label: typeof label === 'string' ? label : 'command line',
    ...scopesIn(options),
    ...untilIn(options),
  };
  if (operator) return { kind: 'operator', ...terms };
  const allianceId = id('--alliance', alliance);
  if (auditor) return { kind: 'auditor', allianceId, ...terms };
  return { kind: 'person', allianceId, unitId: id('--unit', unit), personId: id('--person', person), ...terms };
};

const scopesIn = ({ scopes: said }: Given['options']): { scopes?: readonly Scope[] } => {
  if (typeof said !== 'string') return {};
  const words = said.split(',');
  const odd = words.find((word) => !scopes.some((scope) => scope === word));
  if (odd !== undefined) throw new UsageError(`--scopes takes some of ${scopes.join(', ')}; ${odd} is none`);
  return { scopes: scopes.filter((scope) => words.includes(scope)) };
};

const untilIn = ({ until }: Given['options']): { expiresAt?: string } => {
  if (typeof until !== 'string') return {};
  if (isDay(until)) return { expiresAt: `${until}T00:00:00.000Z` };
  if (isInstant(until)) return { expiresAt: until };
  throw new UsageError('--until takes a day, 2027-01-31, or an instant, 2027-01-31T08:00:00.000Z');
};

const hours = (said: Given['options'][string]): { overlapHours?: number } => {
  if (said === undefined) return {};
  const overlapHours = Number(said);
  if (!/^\d{1,3}$/.test(String(said)) || overlapHours > 720) throw new UsageError('--overlap takes hours, 0 to 720');
  return { overlapHours };
};

const id = (name: string, given: unknown): string => {
  if (typeof given === 'string' && idPattern.test(given)) return given;
  throw new UsageError(`${name} takes an id, a UUID in lower case`);
};

/** Every rule that was broken. */
const inWords = (error: unknown): never => {
  if (error instanceof Refusal) throw new Error([error, ...error.also].map(({ message }) => message).join(' '));
  throw error;
};
