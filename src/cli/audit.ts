import type { AuditPart } from './audit-part.js';
import { UsageError, type CliCommand } from './run.js';

export const audit: CliCommand = {
  name: 'audit',
  summary: 'Carry the whole log away with its proofs, verify that nothing of it was altered, and replay it.',
  usage:
    'lianjian audit key | rotate [--overlap DAYS] | export DIR|FILE.zip [--alliance ID] | verify PACK|REPORT [--key FILE|FINGERPRINT] [--since PACK|CHECKPOINT] | replay REPORT [--workers N]',
  help: [
    'key     print the public keys that sign the log, with their fingerprints: give them to auditors by another way than packs',
    'rotate  sign with a new key, which the old one introduces; the old one signs for 30 days more, or as --overlap says',
    'export  write events, proofs, dictionary and instructions into a folder or a zip; --alliance leaves out the contents of',
    '        all other alliances, and proves still that nothing of this one is missing',
    'verify  needs no server, database or network. Ends with 0 where the pack is whole and unaltered by the key that you gave,',
    '        1 where it is not, 3 where only the key that lies in it says so. --since shows that the log only grew',
    'replay  build every read model from the log beside the live one, compare them row by row, and write a signed report of it,',
    '        which names what differs to row and column. Ends with 0 where all are equal, else 1. The system may run meanwhile',
  ],
  options: {
    key: { type: 'string', multiple: true },
    since: { type: 'string' },
    alliance: { type: 'string' },
    overlap: { type: 'string' },
    workers: { type: 'string' },
  },
  run: async ({ options, words: [what, path, ...more] }) => {
    if (what === undefined || !Object.hasOwn(parts, what) || more.length > 0)
      throw new UsageError('say key, rotate, export, verify or replay');
    const part = await parts[what as keyof typeof parts](); // one of them, by the line above
    const odd = Object.keys(options).find((name) => options[name] !== undefined && !part.takes.includes(name));
    if (odd) throw new UsageError(`audit ${what} takes no --${odd}`);
    if (part.path !== (path !== undefined)) throw new UsageError(part.path ? `audit ${what} takes one path` : `audit ${what} takes no path`); // prettier-ignore
    return part.run(path ?? '', options);
  },
};

const parts = {
  key: async () => (await import('./audit-keys.js')).auditKey,
  rotate: async () => (await import('./audit-keys.js')).auditRotate,
  export: async () => (await import('./audit-export.js')).auditExport,
  verify: async () => (await import('./audit-verify.js')).auditVerify,
  replay: async () => (await import('./audit-replay.js')).auditReplay,
} as const satisfies Record<string, () => Promise<AuditPart>>;
