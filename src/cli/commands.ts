import { audit } from './audit.js';
import { answers } from './answers.js';
import { demo } from './demo.js';
import { found } from './found.js';
import { identities } from './identities.js';
import { keys } from './keys.js';
import { log } from './log-copy.js';
import { migrate } from './migrate.js';
import { privacy } from './privacy.js';
import { projections } from './projections.js';
import { readers } from './readers.js';
import type { CliCommand } from './run.js';
import { serve } from './serve.js';
import { signInLink } from './sign-in-link.js';

export const commands: readonly CliCommand[] = [
  serve,
  migrate,
  found,
  demo,
  keys,
  identities,
  privacy,
  signInLink,
  projections,
  readers,
  answers,
  audit,
  log,
];
