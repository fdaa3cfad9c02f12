import { IsInt, IsString } from 'class-validator';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IsId, IsInstant, OneOf, OrNull } from '../platform/fields.js';
import { InstantColumn } from '../platform/instants.js';

export const outcomes = ['delivered', 'failed', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/** One attempt to send something to a webhook. */
@Entity({ schema: 'webhooks', name: 'delivery' })
export class WebhookDeliveryRow {
  /** Attempts count on through all webhooks. */
  @PrimaryColumn('bigint') @IsInt() id: number;
  @Column('uuid', { name: 'webhook_id' }) @IsId() webhookId: string;
  /** The event that was sent; null: the challenge. */
  @Column('uuid', { name: 'event_id', nullable: true }) @IsId() @OrNull() eventId: string | null;
  /** Its type, or webhook.verification. */
  @Column('text') @IsString() type: string;
  /** The event's place in the log. */
  @Column('bigint', { nullable: true }) @IsInt() @OrNull() position: number | null;
  /** Which attempt it was, from 1. */
  @Column('int') @IsInt() attempt: number;
  /** Refused: nothing was sent, because the address is none that anything is sent to. */
  @Column('text') @OneOf(outcomes) outcome: Outcome;
  /** The HTTP status of the answer. */
  @Column('int', { nullable: true }) @IsInt() @OrNull() status: number | null;
  /** Why there was no answer, or none that counts. */
  @Column('text', { nullable: true }) @IsString() @OrNull() why: string | null;
  /** How the answer began. */
  @Column('text', { nullable: true }) @IsString() @OrNull() answer: string | null;
  @Column('int', { name: 'duration_ms' }) @IsInt() duration_ms: number;
  @InstantColumn() @IsInstant() at: string;
}

/** An event that an address did not take in time. The rest went on without it. */
@Entity({ schema: 'webhooks', name: 'dead_letter' })
export class DeadLetterRow {
  @PrimaryColumn('uuid', { name: 'webhook_id' }) @IsId() webhookId: string;
  /** The event's place in the log. */
  @PrimaryColumn('bigint') @IsInt() position: number;
  @Column('uuid', { name: 'event_id' }) @IsId() eventId: string;
  @Column('text') @IsString() type: string;
  @Column('int') @IsInt() attempts: number;
  /** The status of the last answer, or why there was none. */
  @Column('int', { nullable: true }) @IsInt() @OrNull() status: number | null;
  @Column('text', { nullable: true }) @IsString() @OrNull() why: string | null;
  @InstantColumn({ name: 'given_up_at' }) @IsInstant() givenUpAt: string;
}
