import { answer, reaction, type Ask } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { pauseWebhook } from './pause-webhook.js';
import { removeWebhook } from './remove-webhook.js';
import { resumeWebhook } from './resume-webhook.js';
import { webhookRows } from './webhook-rows.js';

const webhooksOf = async (allianceId: string, unitId: string, ask: Ask): Promise<readonly string[]> =>
  (await ask(webhookRows, { allianceId, unitId }))
    .filter(({ status }) => status !== 'removed')
    .map(({ webhookId }) => webhookId);

/** A webhook is its unit's, whoever registered it: it rests while the unit is suspended, and ends when the unit leaves. */
export const onUnitStanding = reaction<AllianceEvent>('webhooks/on-unit-standing', {
  UnitSuspended: async ({ issue, data: { unitId } }, ask) =>
    (await webhooksOf(issue.tenantId, unitId, ask)).map((id) => answer(pauseWebhook, id, {})),
  UnitReinstated: async ({ issue, data: { unitId } }, ask) =>
    (await webhooksOf(issue.tenantId, unitId, ask)).map((id) => answer(resumeWebhook, id, {})),
  UnitLeft: async ({ issue, data: { unitId } }, ask) =>
    (await webhooksOf(issue.tenantId, unitId, ask)).map((id) => answer(removeWebhook, id, {})),
});
