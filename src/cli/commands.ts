import type { Commands } from './run.js';

/** Each is loaded when it is named: what verifies a pack on an auditor's machine loads nothing that serves or reads a log. */
export const commands: Commands = {
  serve: async () => (await import('./serve.js')).serve,
  migrate: async () => (await import('./migrate.js')).migrate,
  found: async () => (await import('./found.js')).found,
  demo: async () => (await import('./demo.js')).demo,
  keys: async () => (await import('./keys.js')).keys,
  identities: async () => (await import('./identities.js')).identities,
  privacy: async () => (await import('./privacy.js')).privacy,
  'sign-in-link': async () => (await import('./sign-in-link.js')).signInLink,
  projections: async () => (await import('./projections.js')).projections,
  readers: async () => (await import('./readers.js')).readers,
  answers: async () => (await import('./answers.js')).answers,
  audit: async () => (await import('./audit.js')).audit,
  log: async () => (await import('./log-copy.js')).log,
};
