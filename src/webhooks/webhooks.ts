import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { IsId, IsInstant, ListOf, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { DeadLetterRow, WebhookDeliveryRow, outcomes, type Outcome } from './delivery-rows.js';
import { refuse } from './refusals.js';
import { WebhookRow, webhookStatuses, type WebhookStatus } from './webhook-rows.js';

type Shown = Omit<WebhookRow, 'targetId' | 'secretId' | 'previousSecretId' | 'after' | 'begunAt' | 'triedAnewAt'>;

/** A webhook, how far it has been told, and what you may do with it now. */
export class WebhookView extends WebhookRow {
  /** Everything that it wants up to this place of the log it was told, or that was given up. */
  @IsInt() readonly position: number;
  /** How often what is next was tried. */
  @IsInt() readonly attempts: number;
  /** When that is tried again. */
  @IsInstant() @OrNull() readonly nextAttemptAt: string | null;
  /** Since when its address takes nothing. */
  @IsInstant() @OrNull() override readonly failingSince: string | null;
  @IsInstant() @OrNull() readonly lastDeliveredAt: string | null;
  /** How many events were given up. */
  @IsInt() readonly deadLetters: number;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which webhooks are wanted. */
export class WebhookFilter extends PageQuery {
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @OneOf(webhookStatuses) readonly status?: WebhookStatus;
}

/** Which attempts are wanted. */
export class WebhookDeliveryFilter extends PageQuery {
  @Optional() @OneOf(outcomes) readonly outcome?: Outcome;
}

/** Which webhooks have we? The operator and officers see those of all units. */
export class GetWebhooks extends TenantQuery<Page<Shown>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: WebhookFilter,
  ) {
    super(asked);
  }
}

export const getWebhooks = answering(GetWebhooks, (db, { asked, filter }) => {
  const { unitId, status } = filter;
  const only = onlyOf(asked.asker);
  const wanted = { allianceId: asked.tenantId, ...(unitId && { unitId }), ...(status && { status }) };
  return pageOf(db, WebhookRow, ['registeredAt', 'webhookId'], filter, (rows) => {
    rows.where(wanted);
    return only === undefined ? rows : rows.andWhere('row.unitId = :only', { only });
  });
});

/** How does one webhook stand, and what can be done with it? */
export class GetWebhook extends TenantQuery<Shown & Pick<WebhookView, 'position' | 'deadLetters' | 'acts'>> {
  constructor(
    asked: AskedByAsker,
    readonly webhookId: string,
  ) {
    super(asked);
  }
}

export const getWebhook = answering(GetWebhook, async (db, { asked, webhookId }) => {
  const row = await seen(db, asked, webhookId);
  const [told] = await db.query(
    `SELECT p.attempts, p.due_at AS "nextAttemptAt", p.failing_since AS since, p.delivered_at AS "lastDeliveredAt", p.position
     FROM webhooks.progress p WHERE p.webhook_id = $1`,
    [webhookId],
  );
  const { after } = (await db.findOne(WebhookRow, { where: { webhookId }, select: { webhookId: true, after: true } }))!;
  const { since = null, ...progress } = told ?? {
    attempts: 0,
    nextAttemptAt: null,
    lastDeliveredAt: null,
    position: after,
  };
  const deadLetters = await db.countBy(DeadLetterRow, { webhookId });
  const acts = actsOf(
    asked.asker,
    `/v1/alliances/${asked.tenantId}/webhooks/${webhookId}`,
    candidates(row, asked.asker),
  );
  return { ...row, ...progress, failingSince: row.failingSince ?? since, deadLetters, acts };
});

const candidates = ({ status, unitId, verifiedAt }: Shown, { principal }: Asker): readonly Candidate[] => {
  const ours = principal.kind === 'person' && principal.unitId === unitId && status !== 'removed';
  const rests = status === 'paused' || status === 'disabled';
  return [
    ['ReviseWebhook', 'revision', ours],
    ['VerifyWebhook', 'verification', ours && verifiedAt === null],
    ['RotateWebhookSecret', 'secrets', ours],
    ['PauseWebhook', 'pause', ours && status !== 'paused'],
    ['ResumeWebhook', 'resumption', ours && rests],
    ['ReplayWebhook', 'replay', ours && verifiedAt !== null],
    ['RemoveWebhook', 'removal', ours],
  ];
};

/** What was sent to one webhook, and what came of it? The last attempt first. */
export class GetWebhookDeliveries extends TenantQuery<Page<WebhookDeliveryRow>> {
  constructor(
    asked: AskedByAsker,
    readonly webhookId: string,
    readonly filter: WebhookDeliveryFilter,
  ) {
    super(asked);
  }
}

export const getWebhookDeliveries = answering(GetWebhookDeliveries, async (db, { asked, webhookId, filter }) => {
  await seen(db, asked, webhookId);
  const { outcome } = filter;
  const wanted = { webhookId, ...(outcome && { outcome }) };
  return pageOf(db, WebhookDeliveryRow, ['id'], filter, (rows) => rows.where(wanted), 'DESC');
});

/** What did one webhook not take? The oldest event first. */
export class GetDeadLetters extends TenantQuery<Page<DeadLetterRow>> {
  constructor(
    asked: AskedByAsker,
    readonly webhookId: string,
    readonly filter: PageQuery,
  ) {
    super(asked);
  }
}

export const getDeadLetters = answering(GetDeadLetters, async (db, { asked, webhookId, filter }) => {
  await seen(db, asked, webhookId);
  return pageOf(db, DeadLetterRow, ['position'], filter, (rows) => rows.where({ webhookId }));
});

/** The unit whose webhooks alone somebody may see; nothing where all are to be seen. */
const onlyOf = ({ principal, standing }: Asker): string | undefined => {
  if (principal.kind === 'operator' || standing.office !== undefined) return undefined;
  return principal.kind === 'person' ? principal.unitId : '';
};

/** @throws Refusal where there is none that the asker may see */
const seen = async (
  db: EntityManager,
  { tenantId: allianceId, asker }: AskedByAsker,
  webhookId: string,
): Promise<Shown> => {
  const only = onlyOf(asker);
  const row = await db.findOneBy(WebhookRow, { webhookId, allianceId, ...(only !== undefined && { unitId: only }) });
  return row ?? refuse('webhook-not-found');
};
