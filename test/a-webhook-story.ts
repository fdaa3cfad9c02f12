import type { Client } from './app.js';

/** Webhooks of a unit, none of which was verified: nothing is sent anywhere. */
export const tellOfWebhooks = async (unit: Client) => {
  const desk = { url: 'https://desk.invalid/hooks/a-secret', label: 'Desk' };
  const webhookId = await unit.created('webhooks', desk);
  await unit.did(`webhooks/${webhookId}/revision`, {
    label: 'New desk',
    eventTypes: ['PledgeMade', 'BookingRequested'],
  });
  await unit.did(`webhooks/${webhookId}/secrets`, { overlapHours: 1 });
  await unit.did(`webhooks/${webhookId}/pause`);
  await unit.did(`webhooks/${webhookId}/resumption`);
  const removed = await unit.created('webhooks', { ...desk, eventTypes: ['PledgeMade'] });
  await unit.did(`webhooks/${removed}/removal`);
  return { webhookId };
};
