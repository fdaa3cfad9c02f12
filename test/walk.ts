import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lianjian } from './cli.js';

/** A block of a guide as a terminal shows it: after `$ ` what is typed, gone on with after `> `, below it what is answered. */
export const consoleBlock = /```console\n([^]*?)```/g;
const typed = /^\$ .*(?:\n> .*)*/gm;

type Where = Readonly<{ folder: string; env: Readonly<Record<string, string>> }>;

/** Does what the blocks of a guide say, one after the other. @returns the blocks with what was answered this time */
export const walked = async (blocks: readonly string[], where: Where): Promise<readonly string[]> => {
  const done: string[] = [];
  let code = 0;
  for (const block of blocks) {
    const shown: string[] = [];
    for (const [line] of block.matchAll(typed)) {
      const command = line.slice(2).replaceAll('\n> ', '\n');
      const answer = command === 'echo $?' ? { code: 0, said: String(code) } : await answered(command, where);
      ({ code } = answer);
      shown.push(`${line}\n${answer.said === '' ? '' : `${answer.said}\n`}`);
    }
    done.push(shown.join(''));
  }
  return done;
};

/** `lianjian …` within this process, and what it says on to a pipe; anything else by bash. */
const answered = async (command: string, { folder, env }: Where): Promise<Readonly<{ code: number; said: string }>> => {
  const [, words, then] = /^lianjian (.*?)(?: \| (.*))?$/.exec(command) ?? [];
  if (words === undefined) return bash(command, { folder, env });
  const paths = words.split(' ').map((word, n) => (n > 1 && /^[a-z]+(\.\w+)?$/.test(word) ? join(folder, word) : word));
  const { code, said } = await lianjian(...paths.map((word) => (word === '"$KEY"' ? (env['KEY'] ?? '') : word)));
  const told = said.replaceAll(`${folder}/`, '').trimEnd();
  return then === undefined ? { code, said: told } : { ...(await bash(`${then} <<< "$SAID"`, { folder, env: { ...env, SAID: told } })), code }; // prettier-ignore
};

/** A command that found a difference says so by its exit code, and has answered. */
const bash = async (command: string, { folder, env }: Where) => {
  // Tools say things otherwise in other locales.
  const given = { cwd: folder, env: { ...process.env, ...env, LC_ALL: 'C' }, timeout: 60_000 };
  const ran = promisify(execFile)('bash', ['-c', command], given);
  const { stdout, code = 0 } = await ran.catch((error: { stdout: string; code: number }) => error) as { stdout: string; code?: number }; // prettier-ignore
  return { code, said: stdout.trimEnd() };
};

/** What is the same each time: ids, keys, signatures, hashes, instants and numbers are others. */
export const shapeOf = (text: string): string =>
  text
    .replace(/SHA256:[\w+/]{43}/g, 'SHA256:…')
    .replace(/^(— \S+) [\w+/=]{80,}$/gm, '$1 <signature>')
    .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/\+[0-9a-f]{8}\+[\w+/=]{44}/g, '+<key>')
    .replace(/-?\d+/g, '0');
