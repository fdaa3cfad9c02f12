import { EventStore, noStream } from '#event-sourcing';
import type { INestApplicationContext } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { happened } from '../src/access/events.js';
import { byCommandLine } from '../src/access/command-line.js';
import { Keys, type KeyHolder } from '../src/access/keys.js';
import { scopes } from '../src/access/scopes.js';
import { Secrets } from '../src/access/secrets.js';

/** Further than any test moves the time. */
const late = '9999-12-31T00:00:00.000Z';

/**
 * Keys for whomever a test needs, also for people who hold no mandate yet: the fact is recorded without asking whether
 * it may be. What may be, the tests of keys themselves ask.
 */
export const keysFor = (app: INestApplicationContext) => ({
  issue: async ({ label, scopes: some = scopes, expiresAt = late, ...holder }: KeyHolder) => {
    const { allianceId, ...of } = { allianceId: '', ...holder };
    const clientId = randomUUID();
    const { issue } = byCommandLine(allianceId, new Date().toISOString());
    const event = happened('KeyIssued', { ...of, scopes: some, expiresAt, sealed: { plain: { label } } });
    const at = { streamId: `key-${clientId}`, revision: noStream };
    const receipt = await app.get(EventStore).append(at, [event], { ...issue, command: 'IssueKey', requestHash: '' });
    const { shown } = await app.get(Secrets).shown({ ...receipt, recorded: true });
    return { clientId, key: shown.key ?? '' };
  },
  revoke: (clientId: string) => app.get(Keys).revoke(clientId),
});
export type TestKeys = ReturnType<typeof keysFor>;
