import { Refusal } from '#event-sourcing';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { idPattern } from '../platform/fields.js';
import { pathOf } from '../platform/path-of.js';
import { KeyOver } from './key-over.js';
import type { Operation } from './operations.js';
import type { Admitted, Principal } from './principal.js';

const every_ms = 15_000;
/** As long as the longest time that anomalies are told of. */
const kept_days = 366;
/** What one process has not written yet. Of one client that is an operation, a code and a day each, however often it asks. */
const new_max = 2_000;
const told_max = 10_000;

/** What an auditor is told of what was refused, by the code of the refusal. */
export const refusedKinds = {
  'unit-recused': 'refused-recused',
  'no-mandate': 'refused-without-mandate',
  'key-over': 'refused-key-over',
} as const;
export type RefusedKind = (typeof refusedKinds)[keyof typeof refusedKinds];
type Code = keyof typeof refusedKinds;

/** That something was refused to somebody on a day: how often, and when first and last. */
type Refused = Readonly<{
  allianceId: string;
  clientId: string;
  unitId: string | null;
  operation: string;
  code: Code;
  day: string;
  /** Of what it was last. */
  subjectId: string | null;
  times: number;
  firstAt: string;
  lastAt: string;
}>;

/**
 * What was refused, where auditors look at it: that happened beside the log, since nothing came of it. It is gathered here
 * and written together: a request never waits for it, and never fails by it; a lost instance loses 15 s of it.
 */
@Injectable()
export class RefusedActs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #new = new LRUCache<string, Refused>({ max: new_max });
  #timer: NodeJS.Timeout | undefined;
  #tidied = '';

  constructor(private readonly database: DataSource) {}

  onApplicationBootstrap(): void {
    const failed = (error: unknown) => new Logger('refused').warn(`what was refused is not written: ${String(error)}`);
    this.#timer = setInterval(() => void this.write().catch(failed), every_ms).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.write().catch(() => undefined);
  }

  /** Somebody was refused: counted where it is of those that are told. What was asked as a dry run was not tried. */
  note(error: unknown, { name: operation }: Operation, request: Partial<Admitted>): void {
    const code = codeOf(error);
    const principal = error instanceof KeyOver ? error.principal : request.principal;
    if (code === undefined || !principal || !('allianceId' in principal) || request.terms?.dryRun) return;
    this.#add(principal, operation, code, subjectIn(request), request.at ?? new Date().toISOString());
  }

  #add(
    principal: Extract<Principal, { allianceId: string }>,
    operation: string,
    code: Code,
    subjectId: string | null,
    at: string,
  ) {
    const { allianceId, clientId } = principal;
    const unitId = principal.kind === 'person' ? principal.unitId : null;
    const day = at.slice(0, 'yyyy-mm-dd'.length);
    const key = [allianceId, clientId, unitId, operation, code, day].join();
    const before = this.#new.get(key);
    const of = {
      allianceId,
      clientId,
      unitId,
      operation,
      code,
      day,
      subjectId: subjectId ?? before?.subjectId ?? null,
    };
    this.#new.set(key, { ...of, times: (before?.times ?? 0) + 1, firstAt: before?.firstAt ?? at, lastAt: at });
  }

  /** What was refused to clients of an alliance, the newest first. */
  of(allianceId: string, clientIds: readonly string[]): Promise<readonly object[]> {
    return this.database.query(
      `SELECT client_id AS "clientId", unit_id AS "unitId", operation, code, subject_id AS "subjectId",
         times::float8 AS times, first_at AS "firstAt", last_at AS "lastAt"
       FROM access.refused_act WHERE alliance_id = $1 AND client_id = ANY ($2) ORDER BY last_at DESC LIMIT ${told_max}`,
      [allianceId, clientIds],
    );
  }

  /** Writes what is new, in one statement; and, once a day, drops what is older than it is kept. */
  async write(): Promise<void> {
    const all = [...this.#new.values()];
    if (all.length === 0) return;
    this.#new.clear();
    all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)); // in one order, so that instances do not wait for each other in a ring
    await this.database.query(insert, [JSON.stringify(all)]);
    const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
    if (this.#tidied === today) return;
    this.#tidied = today;
    const oldest = new Date(Date.parse(today) - kept_days * 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);
    await this.database.query('DELETE FROM access.refused_act WHERE day < $1', [oldest]);
  }
}

const keyOf = ({ allianceId, clientId, unitId, operation, code, day }: Refused): string =>
  [allianceId, clientId, unitId, operation, code, day].join();

const insert = `
  INSERT INTO access.refused_act
    (alliance_id, client_id, unit_id, operation, code, day, subject_id, times, first_at, last_at)
  SELECT "allianceId", "clientId", "unitId", operation, code, day, "subjectId", times, "firstAt", "lastAt"
  FROM json_to_recordset($1) AS new ("allianceId" uuid, "clientId" uuid, "unitId" uuid, operation text, code text,
    day text, "subjectId" uuid, times bigint, "firstAt" text, "lastAt" text)
  ON CONFLICT (alliance_id, client_id, unit_id, operation, code, day) DO UPDATE SET
    times = refused_act.times + excluded.times, subject_id = coalesce(excluded.subject_id, refused_act.subject_id),
    first_at = least(refused_act.first_at, excluded.first_at), last_at = greatest(refused_act.last_at, excluded.last_at)`;

/** By which of the told rules it was refused, where it was. */
const codeOf = (error: unknown): Code | undefined => {
  if (error instanceof KeyOver) return 'key-over';
  if (!(error instanceof Refusal)) return undefined;
  return [error, ...error.also].map(({ code }) => code).find((code): code is Code => code in refusedKinds);
};

/** What it was about: the last thing that the path names. */
const subjectIn = (request: Partial<Admitted>): string | null => {
  const { allianceId: _, ...named } = pathOf(request);
  return (
    Object.values(named)
      .filter((id) => idPattern.test(id))
      .at(-1) ?? null
  );
};
