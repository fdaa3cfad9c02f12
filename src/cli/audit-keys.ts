import { fingerprintOf } from '../audit/key-succession.js';
import type { SigningKeys } from '../audit/signing-keys.js';
import type { AuditPart } from './audit-part.js';
import { withDatabase } from './database.js';
import { withProvenLog } from './proven-log.js';
import { UsageError } from './run.js';

const overlap_days = 30;
const day_ms = 86_400_000;

export const auditKey: AuditPart = { path: false, takes: [], run: () => withKeys(shown) };

export const auditRotate: AuditPart = {
  path: false,
  takes: ['overlap'],
  run: async (_, { overlap }) => {
    const days = overlap === undefined ? overlap_days : Number(overlap);
    if (!/^\d{1,3}$/.test(String(days))) throw new UsageError('--overlap takes days, 0 to 999');
    await withKeys(async (keys) => {
      const origin = await keys.origin();
      await keys.signers(origin, new Date().toISOString()); // the first key is there before there is a second
      await keys.rotate(origin, new Date(Date.now() + days * day_ms).toISOString());
      await shown(keys);
    });
  },
};

const withKeys = (work: (keys: SigningKeys) => Promise<void>): Promise<void> =>
  withDatabase((database) => withProvenLog(database, ({ keys }) => work(keys)));

const shown = async (keys: SigningKeys): Promise<void> => {
  const origin = await keys.origin();
  const now = new Date().toISOString();
  await keys.signers(origin, now);
  for (const { vkey, until } of await keys.all(origin)) {
    const state = until === null ? 'signs' : until > now ? `signs until ${until}` : `signed until ${until}`;
    console.log(`${vkey}\n  ${fingerprintOf(vkey)}  ${state}`);
  }
};
