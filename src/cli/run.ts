import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Somebody used the command line in a way that it does not know. */
export class UsageError extends Error {}

/** A command of the command line: what its help says, what it takes, and what it does. */
export type CliCommand = Readonly<{
  name: string;
  /** One line, for the list of all. */
  summary: string;
  usage: string;
  /** What a reader of the help wants to know beside that. */
  help: readonly string[];
  options?: NonNullable<ParseArgsConfig['options']>;
  /** @returns an exit code of its own, where it has more to say than that it is done */
  run: (args: Given) => Promise<void | number>;
}>;
export type Given = Readonly<{
  options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  words: readonly string[];
}>;

/** Commands by name, in the order of the help. */
export type Commands = Readonly<Record<string, () => Promise<CliCommand>>>;

const ok = 0;
const failed = 1;
const misused = 2;

/** Runs one command and gives the exit code: 0, 1 where it failed, 2 where it was not understood, or the command's own. */
export const run = async ([name = 'help', ...rest]: readonly string[], commands: Commands): Promise<number> => {
  if (['help', '--help', '-h'].includes(name)) return help(rest[0], commands);
  const command = await named(name, commands);
  if (!command) return misuse(`there is no command ${name}`, 'lianjian help');
  if (rest.includes('--help') || rest.includes('-h')) return help(name, commands);
  try {
    return (await command.run(given(command, rest))) ?? ok;
  } catch (error) {
    if (error instanceof UsageError) return misuse(error.message, command.usage);
    console.error(`lianjian ${name}: ${error instanceof Error ? error.message : String(error)}`);
    if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
    return failed;
  }
};

const named = async (name: string | undefined, commands: Commands): Promise<CliCommand | undefined> =>
  name !== undefined && Object.hasOwn(commands, name) ? commands[name]?.() : undefined;

const given = ({ options = {} }: CliCommand, args: readonly string[]): Given => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { options: values as Given['options'], words: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const misuse = (what: string, usage: string): number => {
  console.error(`lianjian: ${what}\nusage: ${usage}`);
  return misused;
};

const help = async (name: string | undefined, commands: Commands): Promise<number> => {
  const command = await named(name, commands);
  if (name && !command) return misuse(`there is no command ${name}`, 'lianjian help [command]');
  const lines = command
    ? [`usage: ${command.usage}`, '', command.summary, ...(command.help.length > 0 ? ['', ...command.help] : [])]
    : await overview(commands);
  console.log(lines.join('\n'));
  return ok;
};

/** All commands, which are loaded for it. */
const overview = async (commands: Commands): Promise<readonly string[]> => {
  const all: CliCommand[] = [];
  for (const load of Object.values(commands)) all.push(await load());
  const width = Math.max(...all.map((each) => each.name.length));
  return [
    'lianjian: alliances of neighbouring organisations share, decide, pledge and deliver',
    '',
    ...all.map((each) => `  lianjian ${each.name.padEnd(width)}  ${each.summary}`),
    `  lianjian ${'help'.padEnd(width)}  Say what a command does: lianjian help serve`,
    '',
    'Settings come from the environment; the README lists them.',
  ];
};
