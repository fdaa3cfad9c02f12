#!/usr/bin/env node
import 'reflect-metadata';
import { commands } from './cli/commands.js';
import { run } from './cli/run.js';

process.exitCode = await run(process.argv.slice(2), commands);
