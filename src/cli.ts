#!/usr/bin/env node
import 'reflect-metadata';
import { commands } from './cli/commands.js';
import { run } from './cli/run.js';

/** How long what a command left behind may keep the process, such as a question to a database that is gone. */
const linger_ms_max = 5_000;

// Who reads what is printed may have read enough, as `head` has: the command is still done to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2), commands);
setTimeout(() => process.exit(), linger_ms_max).unref();
