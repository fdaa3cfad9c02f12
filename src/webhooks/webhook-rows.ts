import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { applyDecorators } from '@nestjs/common';
import { IsArray, IsString } from 'class-validator';
import { IdColumn, InstantColumn, KeyColumn, TextColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { OrNull } from '../platform/fields.js';
import type { DisabledBecause, PausedBecause, RemovedBecause, WebhookEvent } from './events.js';

export const webhookStatuses = ['unverified', 'active', 'paused', 'disabled', 'removed'] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];
const reasons = ['asked', 'unit-suspended', 'gone', 'failing', 'unit-left'] as const;

const EventTypesColumn = (): PropertyDecorator =>
  applyDecorators(Column('jsonb', { nullable: true }), IsArray(), IsString({ each: true }), OrNull());
const Hidden = (type: 'text' | 'bigint', nullable = false): PropertyDecorator =>
  Column({ type, nullable, select: false });

/** A webhook of a unit, and whether it is sent what happens. */
@Entity('webhook')
@Index(['allianceId', 'registeredAt', 'webhookId'])
@Index(['allianceId', 'unitId', 'registeredAt', 'webhookId'])
@Index(['status', 'webhookId'])
export class WebhookRow {
  @KeyColumn() webhookId: string;
  @IdColumn() allianceId: string;
  @IdColumn() unitId: string;
  @TextColumn() label: string;
  /** The part of its address that is no secret. */
  @TextColumn() origin: string;
  /** The events that it wants; null: all that its unit may see. */
  @EventTypesColumn() eventTypes: readonly string[] | null;
  @WordColumn(webhookStatuses) status: WebhookStatus;
  /** Why it is paused, disabled or removed. */
  @WordColumn(reasons, { nullable: true }) because: PausedBecause | DisabledBecause | RemovedBecause | null;
  /** Since when its address took nothing, where it was disabled. */
  @InstantColumn({ nullable: true }) failingSince: string | null;
  @InstantColumn() registeredAt: string;
  @InstantColumn({ nullable: true }) verifiedAt: string | null;
  /** Until when the secret before the last one signs, too. */
  @InstantColumn({ nullable: true }) previousSecretUntil: string | null;
  @WholeColumn() revision: number;
  @Hidden('text') targetId: string;
  @Hidden('text') secretId: string;
  @Hidden('text', true) previousSecretId: string | null;
  /** The place in the log after which it is sent what happens, since it was registered or last replayed. */
  @Hidden('bigint') after: number;
  /** The place of the registration or of the last replay: whoever sends begins anew at each. */
  @Hidden('bigint') begunAt: number;
  /** The place of the last fact after which what failed is tried at once. */
  @Hidden('bigint') triedAnewAt: number;
}

const moved = (event: Recorded, next: (row: WebhookRow) => Partial<WebhookRow>) =>
  change<WebhookRow>({ webhookId: event.subjectId }, (row) => ({ ...row, ...next(row), revision: event.revision }));
const fine = { because: null, failingSince: null } as const;

/** Which webhooks are there, and how do they stand? */
export const webhookRows = readModelByStream<WebhookEvent, WebhookRow>(WebhookRow, ['webhookId'], {
  WebhookRegistered: ({ subjectId: webhookId, position, revision, issue, data }) => {
    const { unitId, label, origin, targetId, secretId, eventTypes = null } = data;
    const places = { after: position, begunAt: position, triedAnewAt: position };
    const not = { ...fine, verifiedAt: null, previousSecretUntil: null, previousSecretId: null };
    const what = { webhookId, allianceId: issue.tenantId, unitId, label, origin, targetId, secretId, eventTypes };
    return put({ ...what, status: 'unverified', ...not, ...places, registeredAt: issue.at, revision });
  },
  WebhookVerified: (event) =>
    moved(event, ({ status }) => {
      const now = { verifiedAt: event.issue.at, triedAnewAt: event.position };
      return status === 'paused' ? now : { ...now, ...fine, status: 'active' };
    }),
  WebhookRevised: (event) =>
    moved(event, (row) => {
      const { label, origin, targetId, eventTypes = null } = event.data;
      const what = { label, origin, targetId, eventTypes };
      if (targetId === row.targetId) return what;
      const moved = { ...what, verifiedAt: null };
      return row.status === 'paused' ? moved : { ...moved, ...fine, status: 'unverified' };
    }),
  WebhookSecretRotated: (event) =>
    moved(event, ({ secretId: previousSecretId }) => {
      const { secretId, previousUntil: previousSecretUntil } = event.data;
      return { secretId, previousSecretId, previousSecretUntil };
    }),
  WebhookPaused: (event) => moved(event, () => ({ ...fine, status: 'paused', because: event.data.because })),
  WebhookResumed: (event) =>
    moved(event, ({ verifiedAt }) => {
      return { ...fine, status: verifiedAt === null ? 'unverified' : 'active', triedAnewAt: event.position };
    }),
  WebhookReplayed: (event) =>
    moved(event, () => {
      const { after } = event.data;
      return { after, begunAt: event.position, triedAnewAt: event.position };
    }),
  WebhookDisabled: (event) =>
    moved(event, () => {
      const { because, since: failingSince } = event.data;
      return { status: 'disabled', because, failingSince };
    }),
  DeadLetterResent: (event) => moved(event, () => ({})),
  WebhookRemoved: (event) => moved(event, () => ({ ...fine, status: 'removed', because: event.data.because })),
});
