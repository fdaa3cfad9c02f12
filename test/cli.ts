import { jest } from '@jest/globals';
import { commands } from '../src/cli/commands.js';
import { run } from '../src/cli/run.js';

/** What `lianjian …` prints, and its exit code. */
export const lianjian = async (...args: string[]) => {
  const { code, said } = await lianjianAloud(...args);
  return { code, said };
};

/** And what it says beside that: how far it is, and the lines of its log. */
export const lianjianAloud = async (...args: string[]) => {
  const lines: string[] = [];
  const beside: string[] = [];
  const spies = (['log', 'error'] as const).map((way) =>
    jest.spyOn(console, way).mockImplementation((line: unknown) => void lines.push(String(line))),
  );
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => beside.push(String(text)) > 0);
  try {
    return { code: await run(args, commands), said: lines.join('\n'), beside: beside.join('') };
  } finally {
    for (const spy of [...spies, write]) spy.mockRestore();
  }
};
