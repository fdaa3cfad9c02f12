import { Executor, namedId, States, type Call } from '#event-sourcing';
import { Engine } from '#nest-event-sourcing';
import { BadRequestException } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { byCommandLine, commandLine } from '../access/command-line.js';
import { Keys } from '../access/keys.js';
import { People } from '../access/people.js';
import { RegisterPerson } from '../access/person-bodies.js';
import { FoundAlliance, foundAlliance } from '../alliances/found-alliance.js';
import { withParentLevel } from '../alliances/upper-alliance.js';
import { BodyPipe } from '../platform/body-pipe.js';
import { withApp } from './application.js';
import { withDatabase } from './database.js';
import { UsageError, type CliCommand } from './run.js';

export const found: CliCommand = {
  name: 'found',
  summary: 'Found an alliance from a file, and print a key for its chair.',
  usage: 'lianjian found FILE',
  help: [
    'The file is JSON: `people`, a list of { personId, name }, beside what POST /v1/alliances takes, with its allianceId.',
    'demo/found.example.json is one. Running it again founds nothing twice; it issues one more key.',
  ],
  run: async ({ words: [file, ...more] }) => {
    if (!file || more.length > 0) throw new UsageError('name one file');
    const { people, ...body } = parsed(file);
    const pipe = new BodyPipe();
    const command: FoundAlliance = checked(
      () => pipe.transform(body, { type: 'body', metatype: FoundAlliance }) as FoundAlliance,
    );
    const registered = checked(() =>
      people.map((each) => pipe.transform(each, { type: 'body', metatype: RegisterPerson }) as RegisterPerson),
    );
    const { allianceId } = command;
    if (!allianceId) throw new Error('the file gives the alliance no allianceId');
    await withDatabase((database) =>
      withApp(database, async (app) => {
        for (const person of registered) {
          if (!person.personId) throw new Error(`the file gives ${person.name} no personId`);
          if (!(await app.get(People).add(allianceId, person.personId, person)))
            throw new Error(`${person.personId} is another person`);
        }
        await withParentLevel(app.get(States), command);
        const receipt = await app.get(Executor).execute(foundAlliance, command.for(allianceId, callOf(allianceId)));
        await app.get(Engine).settled();
        const { key } = await app.get(Keys).issue({ kind: 'person', allianceId, ...command.chair, label: 'chair' });
        console.log(`alliance  ${allianceId}\nposition  ${receipt.position}\nchair key ${key}`);
      }),
    );
  },
};

/** What is asked again is answered again. */
const callOf = (allianceId: string): Call =>
  byCommandLine(allianceId, new Date().toISOString(), namedId(`found ${allianceId}`, commandLine));

const parsed = (file: string): { people: readonly unknown[] } & Record<string, unknown> => {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${file} holds no JSON object`);
  const { people = [], ...body } = value as Record<string, unknown>;
  if (!Array.isArray(people)) throw new Error(`${file}: people is no list`);
  return { people, ...body };
};

/** Says where a file is not as it has to be. */
const checked = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof BadRequestException)) throw error;
    const { errors = [] } = error.getResponse() as { errors?: readonly { pointer: string; detail: string }[] };
    throw new Error(
      ['the file is not valid', ...errors.map(({ pointer, detail }) => `  ${pointer || '/'} ${detail}`)].join('\n'),
    );
  }
};
