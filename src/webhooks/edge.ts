import {
  derivedId,
  EventStore,
  Executor,
  Formats,
  newId,
  States,
  streamIdOf,
  type Call,
  type Decision,
  type Seen,
  type StreamCommand,
} from '#event-sourcing';
import { Forecast, Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { DataSource, Not } from 'typeorm';
import { unitOf } from '../access/actor.js';
import { DeadLetterRow } from './delivery-rows.js';
import { Outside, type Sent } from './outside.js';
import { Progress } from './progress.js';
import { refuse } from './refusals.js';
import { registerWebhook, type RegisterWebhook } from './register-webhook.js';
import { replayWebhook, type ReplayWebhook } from './replay-webhook.js';
import { resendDeadLetter, type ResendDeadLetter } from './resend-dead-letter.js';
import { reviseWebhook, type ReviseWebhook } from './revise-webhook.js';
import { rotateWebhookSecret, type RotateWebhookSecret } from './rotate-webhook-secret.js';
import { outcomeOf, Sender } from './sender.js';
import { newSecret } from './signing.js';
import { originOf, whyNot } from './target.js';
import { Vault } from './vault.js';
import { verifyWebhook, type Tried, type VerifyWebhook } from './verify-webhook.js';
import { WebhookRow } from './webhook-rows.js';
import { webhook, type LivingWebhook } from './webhook.js';

/** A bound on what one unit may have sent, not a rule that is counted to the last. */
const webhooks_max = 10;

type Executed = Awaited<ReturnType<Executor['execute']>>;
type Receipt = Executed | Forecast;
/** A receipt, with a secret that is shown this once; null where it was shown before. */
export type ShowsSecret = Executed & Readonly<{ shown: Readonly<{ secret: string | null }> }>;

/**
 * The commands of webhooks that need more than their stream: addresses and secrets are kept elsewhere, and what is
 * asked for at once is sent before it is recorded. What the edge adds to a command after `for` is no part of the request
 * that a command id stands for, so a repeat is the same request whatever came of it.
 */
@Injectable()
export class WebhookEdge {
  constructor(
    private readonly executor: Executor,
    private readonly log: EventStore,
    private readonly states: States,
    private readonly formats: Formats,
    private readonly database: DataSource,
    private readonly time: Time,
    private readonly vault: Vault,
    private readonly outside: Outside,
    private readonly sender: Sender,
    private readonly progress: Progress,
  ) {}

  async register(command: RegisterWebhook, call: Call): Promise<ShowsSecret | Forecast> {
    const webhookId = newId(call.issue, 'webhook', command.webhookId);
    const secretId = derivedId(call.issue, 'secret');
    const targetId = this.vault.idOf(webhookId, command.url);
    Object.assign(command.for(webhookId, call), { kept: { origin: originOf(command.url), targetId, secretId } });
    const receipt = await this.#first(registerWebhook, command, async () => {
      const many = !call.dryRun && (await this.#isFull(call.issue.tenantId, unitOf(command.issue)));
      refuse.broken(...this.#unfit(command), many && ['too-many-webhooks', { most: webhooks_max }]);
      if (call.dryRun) return;
      await this.vault.keep(webhookId, targetId, command.url);
      await this.vault.keep(webhookId, secretId, newSecret());
    });
    return this.#showing(receipt, secretId);
  }

  async revise(command: ReviseWebhook, webhookId: string, call: Call): Promise<Receipt> {
    const { url } = command;
    command.for(webhookId, call);
    if (url !== undefined)
      Object.assign(command, { kept: { origin: originOf(url), targetId: this.vault.idOf(webhookId, url) } });
    return this.#first(reviseWebhook, command, async () => {
      refuse.broken(...this.#unfit(command));
      if (!call.dryRun && url !== undefined && command.kept)
        await this.vault.keep(webhookId, command.kept.targetId, url);
    });
  }

  async rotate(command: RotateWebhookSecret, webhookId: string, call: Call): Promise<ShowsSecret | Forecast> {
    const secretId = derivedId(call.issue, 'secret');
    Object.assign(command.for(webhookId, call), { secretId });
    const receipt = await this.#first(rotateWebhookSecret, command, async () => {
      if (!call.dryRun) await this.vault.keep(webhookId, secretId, newSecret());
    });
    return this.#showing(receipt, secretId);
  }

  async replay(command: ReplayWebhook, webhookId: string, call: Call): Promise<Receipt> {
    Object.assign(command.for(webhookId, call), { head: await this.log.head() });
    return this.#first(replayWebhook, command);
  }

  verify(command: VerifyWebhook, webhookId: string, call: Call): Promise<Receipt> {
    return this.#first(verifyWebhook, command.for(webhookId, call), async () => {
      if (!call.dryRun) Object.assign(command, { tried: await this.#challenge(webhookId, call) });
    });
  }

  async resend(command: ResendDeadLetter, webhookId: string, eventId: string, call: Call): Promise<Receipt> {
    const receipt = await this.#first(resendDeadLetter, command.for(webhookId, call, { eventId }), async () => {
      const tried = await this.#sendAgain(webhookId, eventId, call);
      if (!call.dryRun) Object.assign(command, { tried });
    });
    if (!(receipt instanceof Forecast)) await this.progress.resent(webhookId, eventId);
    return receipt;
  }

  /**
   * Executes a command, after something that only its first time takes. A repeat is answered with the first receipt,
   * whatever has come since, and who may not issue it is told so before anything else is done.
   */
  async #first(
    of: Decision,
    command: StreamCommand,
    before: () => Promise<void> = async () => undefined,
  ): Promise<Receipt> {
    const { subjectId, issue, call } = command;
    const earlier = await this.log.receiptOf(streamIdOf(of.stream, subjectId), issue);
    if (earlier) return { ...earlier, recorded: true };
    const events = await this.executor.forecast(of, command);
    if (events.length > 0) await before();
    return call.dryRun ? new Forecast(events) : this.executor.execute(of, command);
  }

  async #showing(receipt: Receipt, secretId: string): Promise<ShowsSecret | Forecast> {
    if (receipt instanceof Forecast) return receipt;
    return { ...receipt, shown: { secret: receipt.recorded ? await this.vault.showOnce(secretId) : null } };
  }

  #unfit({ url, eventTypes = [] }: Pick<ReviseWebhook, 'url' | 'eventTypes'>) {
    const why = url === undefined ? undefined : whyNot(url, this.outside.allowPrivate);
    const unknown = eventTypes.filter((type) => !this.formats.types.includes(type));
    return [
      why !== undefined && (['webhook-address-refused', { why }] as const),
      unknown.length > 0 && (['event-type-unknown', { unknown }] as const),
    ] as const;
  }

  async #isFull(allianceId: string, unitId: string): Promise<boolean> {
    const where = { allianceId, unitId, status: Not('removed' as const) };
    return (await this.database.manager.countBy(WebhookRow, where)) >= webhooks_max;
  }

  async #living(webhookId: string): Promise<Seen<LivingWebhook>> {
    const { state } = await this.states.load(webhook, webhookId, true);
    return state.status === 'absent' || state.status === 'removed' ? refuse('webhook-not-found') : state;
  }

  /** Sends a random word, which the address must give back. */
  async #challenge(webhookId: string, { issue }: Call): Promise<Tried> {
    const state = await this.#living(webhookId);
    const challenge = randomBytes(32).toString('base64url');
    const message = {
      id: `msg_${randomUUID()}`,
      type: 'webhook.verification',
      timestamp: issue.at,
      data: { challenge },
    };
    const sent = await this.sender.message({ webhookId, allianceId: issue.tenantId, ...state }, message);
    const given = 'status' in sent && outcomeOf(sent).outcome === 'delivered' && isGivenBack(sent.body, challenge);
    const why = given ? {} : { why: whyOf(sent) ?? 'it did not give the challenge back' };
    await this.progress.tried(webhookId, { attempt: 1, at: this.time.now(), ...outcomeOf(sent), ...(!given && { outcome: outcomeOf(sent).outcome === 'refused' ? 'refused' : 'failed', ...why }) }); // prettier-ignore
    return { targetId: state.content.targetId, ...why, ...('status' in sent && { status: sent.status }) };
  }

  /** Sends what was given up once more. @throws Refusal where it is not there, or the unit may no longer see it */
  async #sendAgain(webhookId: string, eventId: string, { issue, dryRun }: Call): Promise<Tried> {
    const state = await this.#living(webhookId);
    const { targetId } = state.content;
    const letter = await this.database.manager.findOneBy(DeadLetterRow, { webhookId, eventId });
    const [event] = letter ? await this.log.readAt([letter.position]) : [];
    if (!letter || !event) return refuse('dead-letter-not-found');
    if (dryRun) return { targetId };
    const sent = await this.sender.event({ webhookId, allianceId: issue.tenantId, ...state }, event);
    if (!sent) return refuse('dead-letter-not-found');
    const outcome = outcomeOf(sent);
    await this.progress.tried(webhookId, { event, attempt: letter.attempts + 1, at: this.time.now(), ...outcome });
    const why = outcome.outcome === 'delivered' ? {} : { why: whyOf(sent) ?? 'it did not take it' };
    return { targetId, ...why, ...('status' in sent && { status: sent.status }) };
  }
}

const whyOf = (sent: Sent): string | undefined => ('why' in sent ? sent.why : undefined);

/** Whether an answer holds the challenge: as `{"challenge": …}`, or as it stands. */
const isGivenBack = (answer: string, challenge: string): boolean => {
  const [said, wanted] = [saidIn(answer), challenge].map((each) => Buffer.from(each));
  return said!.length === wanted!.length && timingSafeEqual(said!, wanted!);
};

const saidIn = (answer: string): string => {
  try {
    const { challenge } = JSON.parse(answer) as { challenge?: unknown };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return answer.trim();
  }
};
