import { jest } from '@jest/globals';
import { commands } from '../src/cli/commands.js';
import { run } from '../src/cli/run.js';

/** What `lianjian …` prints, and its exit code. */
export const lianjian = async (...args: string[]) => {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((way) =>
    jest.spyOn(console, way).mockImplementation((line: unknown) => void lines.push(String(line))),
  );
  try {
    return { code: await run(args, commands), said: lines.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};
