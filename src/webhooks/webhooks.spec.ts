import { spec } from '#event-sourcing/testing';
import { disableWebhook } from './disable-webhook.js';
import { happened } from './events.js';
import { pauseWebhook } from './pause-webhook.js';
import { registerWebhook } from './register-webhook.js';
import { removeWebhook } from './remove-webhook.js';
import { replayWebhook } from './replay-webhook.js';
import { resendDeadLetter } from './resend-dead-letter.js';
import { resumeWebhook } from './resume-webhook.js';
import { reviseWebhook } from './revise-webhook.js';
import { rotateWebhookSecret } from './rotate-webhook-secret.js';
import { verifyWebhook } from './verify-webhook.js';

const unitId = 'school';
const content = { label: 'Our desk', origin: 'https://desk.example', targetId: 't1' };
const registered = happened('WebhookRegistered', { unitId, ...content, secretId: 's1' });
const verified = happened('WebhookVerified', { unitId, targetId: 't1' });
const paused = happened('WebhookPaused', { unitId, because: 'asked' });
const suspended = happened('WebhookPaused', { unitId, because: 'unit-suspended' });
const resumed = happened('WebhookResumed', { unitId });
const disabled = happened('WebhookDisabled', { unitId, because: 'failing', since: '2026-01-01T00:00:00.000Z' });
const removed = happened('WebhookRemoved', { unitId, because: 'asked' });
const active = [registered, verified];
const bySchool = { actor: { kind: 'representative', unitId: 'school' } };
const byBank = { actor: { kind: 'representative', unitId: 'bank' } };
const byReaction = { actor: { kind: 'reaction', name: 'webhooks/on-unit-standing', eventId: 'e1' } };

/** What holds of every command about a webhook that is there. */
const refusedToOthers = (of: any, body: object) => {
  const { given } = spec(of);
  it('is refused for what nobody registered', () => given([]).when(body, bySchool).refused('webhook-not-found'));
  it('is refused to another unit as if there were none', () =>
    given(active as never)
      .when(body, byBank)
      .refused('webhook-not-found'));
  if (of !== removeWebhook)
    it('is refused once it was removed', () =>
      given([...active, removed] as never)
        .when(body, bySchool)
        .refused('webhook-removed'));
};

describe('Registering a webhook', () => {
  const { given } = spec(registerWebhook);
  const kept = { origin: content.origin, targetId: 't1', secretId: 's1' };
  const wanted = { url: 'https://desk.example/hooks/secret', label: 'Our desk', kept };
  it('keeps neither the address nor the secret in the fact', () => given([]).when(wanted, bySchool).then(registered));
  it('names the wanted events in one order', () =>
    given([])
      .when({ ...wanted, eventTypes: ['PledgeMade', 'BookingRequested'] }, bySchool)
      .then(
        happened('WebhookRegistered', {
          ...{ unitId, ...content, eventTypes: ['BookingRequested', 'PledgeMade'], secretId: 's1' },
        }),
      ));
  it('twice is one registration, also when it has been revised since', () =>
    given([registered, verified, happened('WebhookRevised', { unitId, ...content, label: 'Other' })])
      .when(wanted, bySchool)
      .nothing());
  it('is refused under the id of another one', () =>
    given([registered])
      .when({ ...wanted, label: 'Other' }, bySchool)
      .refused('webhook-id-taken'));
  it('is refused under an id of another unit', () =>
    given([registered]).when(wanted, byBank).refused('webhook-id-taken'));
});

describe('Verifying a webhook', () => {
  const { given } = spec(verifyWebhook);
  refusedToOthers(verifyWebhook, { tried: { targetId: 't1' } });
  it('opens it to what happens', () =>
    given([registered])
      .when({ tried: { targetId: 't1', status: 200 } }, bySchool)
      .then(verified));
  it('changes nothing where it was verified', () => given(active).when({}, bySchool).nothing());
  it('is refused where the address did not give the challenge back', () =>
    given([registered])
      .when({ tried: { targetId: 't1', why: 'ECONNREFUSED' } }, bySchool)
      .refused('webhook-not-answering'));
  it('is refused where another address answered', () =>
    given([registered])
      .when({ tried: { targetId: 't0' } }, bySchool)
      .refused('webhook-not-answering'));
});

describe('Revising a webhook', () => {
  const { given } = spec(reviseWebhook);
  refusedToOthers(reviseWebhook, { label: 'Other' });
  const moved = happened('WebhookRevised', { unitId, ...content, targetId: 't2' });
  it('keeps the address where none is said', () =>
    given(active)
      .when({ label: 'Other' }, bySchool)
      .then(happened('WebhookRevised', { unitId, ...content, label: 'Other' })));
  it('says nothing new twice', () => given(active).when({ label: content.label }, bySchool).nothing());
  it('moves it to another address', () =>
    given(active)
      .when({ url: 'x', label: content.label, kept: { origin: content.origin, targetId: 't2' } }, bySchool)
      .then(moved));
  it('has another address verified again', () =>
    spec(verifyWebhook)
      .given([...active, moved])
      .when({ tried: { targetId: 't2' } }, bySchool)
      .then(happened('WebhookVerified', { unitId, targetId: 't2' })));
});

describe('Rotating the secret', () => {
  const { given } = spec(rotateWebhookSecret);
  refusedToOthers(rotateWebhookSecret, { secretId: 's2' });
  const rotated = (previousUntil: string) =>
    happened('WebhookSecretRotated', { unitId, secretId: 's2', previousUntil });
  it('lets the one before sign for a day', () =>
    given(active).when({ secretId: 's2' }, bySchool).then(rotated('2026-01-02T00:00:00.000Z')));
  it('lets it sign as long as is said', () =>
    given(active).when({ secretId: 's2', overlapHours: 0 }, bySchool).then(rotated('2026-01-01T00:00:00.000Z')));
});

describe('Pausing a webhook', () => {
  const { given } = spec(pauseWebhook);
  refusedToOthers(pauseWebhook, {});
  it('lets it rest', () => given(active).when({}, bySchool).then(paused));
  it('changes nothing where it rests already', () =>
    given([...active, paused])
      .when({}, bySchool)
      .nothing());
  it('lets it rest while its unit is suspended', () => given(active).when({}, byReaction).then(suspended));
  it('says of a suspension nothing where it rests already, or is not verified', () => {
    given([...active, paused])
      .when({}, byReaction)
      .nothing();
    given([registered]).when({}, byReaction).nothing();
  });
});

describe('Resuming a webhook', () => {
  const { given } = spec(resumeWebhook);
  refusedToOthers(resumeWebhook, {});
  it.each([paused, disabled])('lets what rests go on ($type)', (rests) =>
    given([...active, rests])
      .when({}, bySchool)
      .then(resumed),
  );
  it('changes nothing where it does not rest', () => given(active).when({}, bySchool).nothing());
  it('has one that was not verified wait for that', () =>
    spec(verifyWebhook)
      .given([registered, paused, resumed])
      .when({ tried: { targetId: 't1' } }, bySchool)
      .then(verified));
  it('comes with the end of a suspension, where that was the reason', () => {
    given([...active, suspended])
      .when({}, byReaction)
      .then(resumed);
    given([...active, paused])
      .when({}, byReaction)
      .nothing();
  });
});

describe('Replaying', () => {
  const { given } = spec(replayWebhook);
  refusedToOthers(replayWebhook, { after: 0, head: 9 });
  it('begins again after a place of the log', () =>
    given(active)
      .when({ after: 7, head: 9 }, bySchool)
      .then(happened('WebhookReplayed', { unitId, after: 7 })));
  it('is refused before the address was verified', () =>
    given([registered]).when({ after: 0, head: 9 }, bySchool).refused('webhook-not-verified'));
  it('is refused after a place that is not there yet', () =>
    given(active).when({ after: 10, head: 9 }, bySchool).refused('place-not-reached'));
});

describe('Disabling a webhook', () => {
  const { given } = spec(disableWebhook);
  const body = { because: 'failing', since: '2026-01-01T00:00:00.000Z', targetId: 't1' } as const;
  it('says since when its address took nothing', () => given(active).when(body, byReaction).then(disabled));
  it('says nothing of one that rests, or that has moved', () => {
    given([...active, paused])
      .when(body, byReaction)
      .nothing();
    given(active)
      .when({ ...body, targetId: 't0' }, byReaction)
      .nothing();
  });
});

describe('Resending a dead letter', () => {
  const { given } = spec(resendDeadLetter);
  refusedToOthers(resendDeadLetter, { eventId: 'e1', tried: { targetId: 't1' } });
  const resent = happened('DeadLetterResent', { unitId, eventId: 'e1', targetId: 't1' });
  it('is a fact once it was taken', () =>
    given(active)
      .when({ eventId: 'e1', tried: { targetId: 't1' } }, bySchool)
      .then(resent));
  it('is refused where it was not', () =>
    given(active)
      .when({ eventId: 'e1', tried: { targetId: 't1', why: 'it did not take it', status: 500 } }, bySchool)
      .refused('webhook-not-answering'));
  it('is refused before the address was verified', () =>
    given([registered]).when({ eventId: 'e1' }, bySchool).refused('webhook-not-verified'));
});

describe('Removing a webhook', () => {
  const { given } = spec(removeWebhook);
  refusedToOthers(removeWebhook, {});
  it('ends it', () => given(active).when({}, bySchool).then(removed));
  it('ends it when its unit leaves', () =>
    given([registered])
      .when({}, byReaction)
      .then(happened('WebhookRemoved', { unitId, because: 'unit-left' })));
  it('changes nothing twice', () =>
    given([...active, removed])
      .when({}, bySchool)
      .nothing());
});
