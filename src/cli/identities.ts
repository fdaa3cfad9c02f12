import { Identities, ourselves } from '../access/identities.js';
import type { Asker } from '../access/principal.js';
import { scopes } from '../access/scopes.js';
import { idPattern } from '../platform/fields.js';
import { withApp } from './application.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand, type Given } from './run.js';

/** The command line as an operator. */
const clientId = '0b9a4f5e-55a3-5d0f-8f5e-3a1d2f6c9b10';
const operator: Asker = {
  principal: { kind: 'operator', clientId, scopes },
  standing: { unit: 'admitted', roles: ['operator'] },
};

export const identities: CliCommand = {
  name: 'identities',
  summary: 'Say who people are at the OpenID provider, so that they can sign in there.',
  usage: 'lianjian identities link|unlink --person ID --issuer URL --subject TEXT | list --person ID',
  help: [
    'link    whoever the provider knows by this subject is this person from now on',
    'unlink  takes it back; what was opened by it is refused from the next request on',
    'list    who a person is elsewhere',
  ],
  options: { person: { type: 'string' }, issuer: { type: 'string' }, subject: { type: 'string' } },
  run: async ({ options, words: [what] }) => {
    const personId = text(options, 'person');
    if (!idPattern.test(personId)) throw new UsageError('--person takes an id, a UUID in lower case');
    if (what !== 'list' && what !== 'link' && what !== 'unlink') throw new UsageError('say link, unlink or list');
    const who = what === 'list' ? undefined : { issuer: text(options, 'issuer'), subject: text(options, 'subject') };
    if (who && !/^https?:\/\/\S+$/.test(who.issuer)) throw new UsageError('--issuer takes the address of a provider');
    await withDatabase((database) =>
      withApp(database, async (app) => {
        const all = app.get(Identities);
        const [person] = await all.peopleOf({ issuer: ourselves, subject: personId });
        if (!person) throw new Error(`there is no person ${personId}`);
        const { allianceId } = person;
        if (who && what !== 'list') await all[what](operator, allianceId, personId, who, callOf(allianceId));
        for (const { issuer, subject } of (await all.of(operator, allianceId, personId)).items)
          console.log(`${personId}  ${issuer}  ${subject}`);
      }),
    );
  },
};

const callOf = (tenantId: string) => {
  const actor = { kind: 'operator', clientId };
  return { issue: { commandId: clientId, correlationId: clientId, tenantId, actor, at: new Date().toISOString() } };
};

const text = (options: Given['options'], name: string): string => {
  const given = options[name];
  if (typeof given === 'string' && given !== '') return given;
  throw new UsageError(`--${name} is missing`);
};
