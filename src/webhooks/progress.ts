import type { Recorded } from '#event-sourcing';
import { ReadModels } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Outcome } from './delivery-rows.js';
import { WebhookRow } from './webhook-rows.js';

const answer_characters_max = 1_000;
const [deliveries_days, letters_days, deliveries_max] = [30, 90, 20_000];
const orphan_hours = 24;

/** A webhook that may be sent something now. */
export type Waiting = Readonly<
  Pick<
    WebhookRow,
    'webhookId' | 'allianceId' | 'unitId' | 'eventTypes' | 'revision' | 'after' | 'begunAt' | 'triedAnewAt'
  >
>;

/** How far a webhook has been told: everything that it wants up to `position`. */
export type Told = Readonly<{ position: number; attempts: number; due: string | null; failingSince: string | null }>;

/** One attempt, and what came of it. */
export type Attempt = Readonly<{
  event?: Pick<Recorded, 'id' | 'type' | 'position'>;
  attempt: number;
  outcome: Outcome;
  status?: number;
  why?: string;
  answer?: string;
  duration_ms: number;
  at: string;
}>;

/** What is kept of the sending: how far each webhook is, who is at it, what was tried, and what was given up. */
@Injectable()
export class Progress {
  /** Who this process is, for leases. */
  readonly #holder = randomUUID();
  /** How long nobody else takes a webhook up after its holder was last heard of. */
  lease_ms = 30_000;

  constructor(
    private readonly database: DataSource,
    private readonly readModels: ReadModels,
  ) {}

  /** The webhooks that something may be sent to now, but those that others are at. */
  async waiting(now: string): Promise<readonly (Waiting & { position: number | null })[]> {
    const row =
      'w."webhookId", w."allianceId", w."unitId", w."eventTypes", w.revision, w.after, w."begunAt", w."triedAnewAt"';
    return this.database.query(
      `SELECT ${row}, CASE WHEN p.begun_at = w."begunAt" THEN p.position END AS position
       FROM ${this.#table} w LEFT JOIN webhooks.progress p ON p.webhook_id = w."webhookId"::uuid
       WHERE w.status = 'active'
         AND (p.due_at IS NULL OR p.due_at <= $1 OR p.tried_anew_at < w."triedAnewAt")
         AND (p.holder IS NULL OR p.holder = $2 OR p.held_until < clock_timestamp())`,
      [now, this.#holder],
    );
  }

  /** Takes a webhook up, or keeps it, and says how far it is. Nothing where another instance is at it. */
  async take({ webhookId, after, begunAt, triedAnewAt }: Waiting): Promise<Told | undefined> {
    const anew = (column: string, otherwise: string) =>
      `${column} = CASE WHEN p.tried_anew_at < EXCLUDED.tried_anew_at THEN ${otherwise} ELSE p.${column} END`;
    const [told] = await this.database.query(
      `INSERT INTO webhooks.progress AS p (webhook_id, position, begun_at, tried_anew_at, holder, held_until)
       VALUES ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 ms')
       ON CONFLICT (webhook_id) DO UPDATE SET holder = EXCLUDED.holder, held_until = EXCLUDED.held_until,
         position = CASE WHEN p.begun_at < EXCLUDED.begun_at THEN EXCLUDED.position ELSE p.position END,
         ${anew('attempts', '0')}, ${anew('due_at', 'NULL')}, ${anew('failing_since', 'NULL')},
         begun_at = greatest(p.begun_at, EXCLUDED.begun_at),
         tried_anew_at = greatest(p.tried_anew_at, EXCLUDED.tried_anew_at)
       WHERE p.holder IS NULL OR p.holder = EXCLUDED.holder OR p.held_until < clock_timestamp()
       RETURNING position, attempts, due_at AS due, failing_since AS "failingSince"`,
      [webhookId, after, begunAt, triedAnewAt, this.#holder, this.lease_ms],
    );
    return told;
  }

  async release(webhookId: string): Promise<void> {
    const text = 'UPDATE webhooks.progress SET holder = NULL, held_until = NULL WHERE webhook_id = $1 AND holder = $2';
    await this.database.query(text, [webhookId, this.#holder]);
  }

  /** Everything up to here was told, or is not wanted. False where another instance has taken it up meanwhile. */
  async passed(webhookId: string, position: number): Promise<boolean> {
    const held = await this.database.query(
      `UPDATE webhooks.progress SET position = greatest(position, $3) WHERE webhook_id = $1 AND holder = $2 RETURNING 1 AS held`,
      [webhookId, this.#holder, position],
    );
    return held[0].length > 0;
  }

  /** It was taken: so was what had been given up of it. */
  async delivered(webhookId: string, position: number, attempt: Attempt): Promise<boolean> {
    return this.#settled(
      webhookId,
      attempt,
      `UPDATE webhooks.progress SET position = $12, attempts = 0, due_at = NULL, failing_since = NULL, delivered_at = $11
       WHERE webhook_id = $1 AND holder = $13 RETURNING 1`,
      [position, this.#holder],
      'DELETE FROM webhooks.dead_letter WHERE webhook_id = $1 AND position = $12 RETURNING 1',
    );
  }

  /** It was not taken, and is due again. */
  async failed(webhookId: string, due: string, attempt: Attempt): Promise<boolean> {
    return this.#settled(
      webhookId,
      attempt,
      `UPDATE webhooks.progress SET attempts = $5, due_at = $12, failing_since = coalesce(failing_since, $11)
       WHERE webhook_id = $1 AND holder = $13 RETURNING 1`,
      [due, this.#holder],
    );
  }

  /** It was not taken in time: it is kept aside, and the rest goes on. */
  async givenUp(webhookId: string, position: number, attempt: Attempt): Promise<boolean> {
    return this.#settled(
      webhookId,
      attempt,
      `UPDATE webhooks.progress SET position = $12, attempts = 0, due_at = NULL, failing_since = coalesce(failing_since, $11)
       WHERE webhook_id = $1 AND holder = $13 RETURNING 1`,
      [position, this.#holder],
      `INSERT INTO webhooks.dead_letter (webhook_id, position, event_id, type, attempts, status, why, given_up_at)
       VALUES ($1, $12, $2, $3, $5, $7, $8, $11) ON CONFLICT (webhook_id, position)
       DO UPDATE SET attempts = EXCLUDED.attempts, status = EXCLUDED.status, why = EXCLUDED.why, given_up_at = EXCLUDED.given_up_at RETURNING 1`,
    );
  }

  /** Writes an attempt down that moves nothing. */
  async tried(webhookId: string, attempt: Attempt): Promise<void> {
    await this.database.query(logged, valuesOf(webhookId, attempt));
  }

  /** Writes an attempt down and what it changes, in one statement. */
  async #settled(
    webhookId: string,
    attempt: Attempt,
    moves: string,
    values: readonly unknown[],
    beside?: string,
  ): Promise<boolean> {
    const also = beside ? `, beside AS (${beside})` : '';
    const text = `WITH held AS (${moves}), logged AS (${logged} RETURNING 1)${also} SELECT 1 FROM held`;
    return (await this.database.query(text, [...valuesOf(webhookId, attempt), ...values])).length > 0;
  }

  async resent(webhookId: string, eventId: string): Promise<void> {
    await this.database.query('DELETE FROM webhooks.dead_letter WHERE webhook_id = $1 AND event_id = $2', [webhookId, eventId]); // prettier-ignore
  }

  /** Throws away what is too old to be asked for, and what is kept for nothing. @param head of the log */
  async sweep(now: string, head: number): Promise<void> {
    const old = (days: number) => new Date(Date.parse(now) - days * 86_400_000).toISOString();
    await this.database.query('DELETE FROM webhooks.delivery WHERE at < $1', [old(deliveries_days)]);
    await this.database.query('DELETE FROM webhooks.dead_letter WHERE given_up_at < $1', [old(letters_days)]);
    await this.database.query(
      `DELETE FROM webhooks.delivery d USING (SELECT DISTINCT webhook_id FROM webhooks.delivery) w
       WHERE d.webhook_id = w.webhook_id AND d.id <= (SELECT id FROM webhooks.delivery l
         WHERE l.webhook_id = w.webhook_id ORDER BY id DESC OFFSET $1 LIMIT 1)`,
      [deliveries_max],
    );
    // Only read models that know the whole log can say what is needed no more.
    const { answer: rows } = await this.readModels.ask(head, (db) => db.query(`SELECT * FROM ${this.#table}`));
    const all: readonly WebhookRow[] = rows;
    const living = all.filter(({ status }) => status !== 'removed');
    const needed = living.flatMap((each) => {
      const overlaps = each.previousSecretUntil !== null && each.previousSecretUntil > now;
      return [each.targetId, each.secretId, ...(overlaps && each.previousSecretId ? [each.previousSecretId] : [])];
    });
    const removed = all.filter(({ status }) => status === 'removed').map(({ webhookId }) => webhookId);
    await this.database.query(
      `DELETE FROM webhooks.kept WHERE webhook_id = ANY($3::uuid[])
       OR NOT id = ANY($1::uuid[]) AND kept_at < clock_timestamp() - $2 * interval '1 hour'`,
      [needed, orphan_hours, removed],
    );
    for (const table of ['progress', 'dead_letter'])
      await this.database.query(`DELETE FROM webhooks.${table} WHERE webhook_id = ANY($1::uuid[])`, [removed]);
  }

  /** What waits because an address does not take it: of which webhook, since when, and how many places of the log. */
  async backlogs(head: number) {
    const rows: readonly {
      webhookId: string;
      attempts: number;
      since: string | null;
      behind: number;
      deadLetters: number;
    }[] = await this.database.query(
      `SELECT w."webhookId", p.attempts, p.failing_since AS since,
           CASE WHEN p.attempts > 0 THEN greatest(0, $1 - p.position) ELSE 0 END::int AS behind,
           (SELECT count(*)::int FROM webhooks.dead_letter d WHERE d.webhook_id = p.webhook_id) AS "deadLetters"
         FROM webhooks.progress p JOIN ${this.#table} w ON p.webhook_id = w."webhookId"::uuid
         WHERE w.status = 'active' ORDER BY p.failing_since NULLS LAST, w."webhookId" LIMIT 1000`,
      [head],
    );
    return rows;
  }

  /** How many webhooks take nothing any more until their unit resumes them. */
  async disabled(): Promise<number> {
    return this.database.manager.countBy(WebhookRow, { status: 'disabled' });
  }

  get #table(): string {
    return this.database.getMetadata(WebhookRow).tablePath.split('.').map((part) => `"${part}"`).join('.'); // prettier-ignore
  }
}

const logged = `INSERT INTO webhooks.delivery
  (webhook_id, event_id, type, position, attempt, outcome, status, why, answer, duration_ms, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const valuesOf = (webhookId: string, attempt: Attempt): readonly unknown[] => {
  const { event, attempt: n, outcome, status = null, why = null, answer = null, duration_ms, at } = attempt;
  const shown = answer?.replaceAll('\0', '').slice(0, answer_characters_max).toWellFormed() ?? null;
  const what = [event?.id ?? null, event?.type ?? 'webhook.verification', event?.position ?? null];
  return [webhookId, ...what, n, outcome, status, why?.slice(0, 200) ?? null, shown, duration_ms, at];
};
