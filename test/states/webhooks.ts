import type { Webhook } from '../../src/webhooks/webhook.js';
import type { Lifecycle } from './explore.js';
import { founded, long_ago, of, reaction } from './people.js';

const school = of('school');
const kept = { origin: 'https://desk.example', targetId: 'address', secretId: 'secret' };
const said = { url: 'https://desk.example/hooks', label: 'Desk' };
const tried = { targetId: 'address' };

export const webhook: Lifecycle = {
  thing: 'webhook',
  category: 'webhook',
  subject: 'webhook',
  before: founded,
  instants: [long_ago],
  status: ({ status }: Webhook) => status,
  moves: [
    { command: 'RegisterWebhook', by: school, body: { ...said, kept } },
    { command: 'VerifyWebhook', by: school, body: { tried } },
    { command: 'VerifyWebhook', by: school, body: { tried: { targetId: 'other' } } },
    { command: 'ReviseWebhook', by: school, body: { label: 'Other' } },
    { command: 'ReviseWebhook', by: school, body: { ...said, kept: { ...kept, targetId: 'other' } } },
    { command: 'RotateWebhookSecret', by: school, body: { secretId: 'next' } },
    { command: 'PauseWebhook', by: school },
    { command: 'PauseWebhook', by: reaction },
    { command: 'ResumeWebhook', by: school },
    { command: 'ResumeWebhook', by: reaction },
    { command: 'ReplayWebhook', by: school, body: { after: 0, head: 1 } },
    { command: 'DisableWebhook', by: reaction, body: { because: 'failing', since: long_ago, targetId: 'address' } },
    { command: 'ResendDeadLetter', by: school, body: { eventId: 'event', tried } },
    { command: 'RemoveWebhook', by: school },
    { command: 'RemoveWebhook', by: reaction },
  ],
};
