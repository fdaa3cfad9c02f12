import { DataSource } from 'typeorm';
import { KeyRow, Keys, type KeyHolder } from '../access/keys.js';
import { idPattern } from '../platform/fields.js';
import { ownerOptions } from '../platform/migrate.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand, type Given } from './run.js';

export const keys: CliCommand = {
  name: 'keys',
  summary: 'Issue, list and revoke the keys of those who call the API.',
  usage:
    'lianjian keys issue --alliance ID --unit ID --person ID [--label TEXT] | issue --operator [--label TEXT] | list | revoke CLIENT_ID',
  help: [
    'issue   prints a key, this once: only a hash of it is kept. A key is of a person who acts for a unit; with a unit that',
    '        is not on the roll it is an applicant’s, and allows to apply and to see the application.',
    'list    every key: whose it is, since when, and whether it is still good; never the key itself',
    'revoke  ends a key; every instance knows within a second',
  ],
  options: {
    operator: { type: 'boolean' },
    alliance: { type: 'string' },
    unit: { type: 'string' },
    person: { type: 'string' },
    label: { type: 'string' },
  },
  run: async (given) => {
    const [what, clientId] = given.words;
    const act = { issue: issue(given), list, revoke: revoke(clientId) }[what ?? ''];
    if (!act) throw new UsageError('say issue, list or revoke');
    await withDatabase(async ({ url }) => {
      const database = await new DataSource({ ...ownerOptions(url), entities: [KeyRow] }).initialize();
      try {
        await act(new Keys(database.getRepository(KeyRow)));
      } finally {
        await database.destroy();
      }
    });
  },
};

const issue =
  ({ options }: Given) =>
  async (all: Keys): Promise<void> => {
    const { clientId, key } = await all.issue(holderOf(options));
    console.log(`key     ${key}\nclient  ${clientId}`);
  };

const holderOf = ({ operator, alliance, unit, person, label }: Given['options']): KeyHolder => {
  const called = { label: typeof label === 'string' ? label : '' };
  if (operator) return { kind: 'operator', ...called };
  return {
    kind: 'person',
    allianceId: id('alliance', alliance),
    unitId: id('unit', unit),
    personId: id('person', person),
    ...called,
  };
};

const id = (name: string, given: unknown): string => {
  if (typeof given === 'string' && idPattern.test(given)) return given;
  throw new UsageError(`--${name} takes an id, a UUID in lower case`);
};

const list = async (all: Keys): Promise<void> => {
  for (const { clientId, kind, label, prefix, unitId, personId, createdAt, revokedAt } of await all.list()) {
    const whose = kind === 'operator' ? 'operator' : `person ${personId} for unit ${unitId}`;
    const until = revokedAt ? `  revoked ${revokedAt.toISOString()}` : '';
    console.log(`${clientId}  lj_${prefix}_…  ${whose}  since ${createdAt.toISOString()}${until}  ${label}`);
  }
};

const revoke =
  (clientId: string | undefined) =>
  async (all: Keys): Promise<void> => {
    if (!clientId || !idPattern.test(clientId)) throw new UsageError('revoke takes the client id of a key');
    if (!(await all.revoke(clientId))) throw new Error(`there is no key of client ${clientId} that is still good`);
    console.log(`revoked ${clientId}`);
  };
