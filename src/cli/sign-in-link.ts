import type { INestApplicationContext } from '@nestjs/common';
import { Identities, ourselves } from '../access/identities.js';
import { SignInLinks } from '../access/sign-in-links.js';
import type { Config } from '../config/config.js';
import { idPattern } from '../platform/fields.js';
import { withApp } from './application.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand } from './run.js';

export const signInLink: CliCommand = {
  name: 'sign-in-link',
  summary: 'Print a link by which a person signs in to the dashboard, once.',
  usage: 'lianjian sign-in-link --person ID',
  help: [
    'The link is good for fifteen minutes and one sign-in: give it to that person only. Of a person’s links the last five',
    'are good. It begins with PUBLIC_URL, or else with the address that HOST and PORT say.',
  ],
  options: { person: { type: 'string' } },
  run: async ({ options: { person } }) => {
    if (typeof person !== 'string' || !idPattern.test(person))
      throw new UsageError('--person takes an id, a UUID in lower case');
    await withDatabase((database, settings) =>
      withApp(database, async (app) => console.log(await linkFor(app, person, baseOf(settings)))),
    );
  },
};

/** A link for a person, whole. @throws where nobody has this id */
export const linkFor = async (app: INestApplicationContext, personId: string, base: string): Promise<string> => {
  if ((await app.get(Identities).peopleOf({ issuer: ourselves, subject: personId })).length === 0)
    throw new Error(`there is no person ${personId}`);
  return `${base}${await app.get(SignInLinks).make(personId)}`;
};

/** Where a browser of this machine finds the application, unless the settings say where others do. */
const baseOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl ??
  `http://${['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
