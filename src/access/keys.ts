import { Executor, States, type Executed } from '#event-sourcing';
import { Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { randomUUID } from 'node:crypto';
import { byCommandLine } from './command-line.js';
import { IssueKey, IssueOperatorKey, issueKey, issueOperatorKey } from './issue-key.js';
import { isGood, key, opens, type Key } from './key.js';
import { KeyOver } from './key-over.js';
import { KeyUses } from './key-uses.js';
import type { Principal } from './principal.js';
import { RevokeKey, RevokeOperatorKey, revokeKey, revokeOperatorKey } from './revoke-key.js';
import { RotateKey, RotateOperatorKey, rotateKey, rotateOperatorKey } from './rotate-key.js';
import { scopes, type Scope } from './scopes.js';
import { Secrets } from './secrets.js';

/** How long a key that was revoked elsewhere may still be honoured here. */
const trusted_ms = 1_000;
const keys_max = 10_000;

/** Whose key is to be issued. */
export type KeyHolder = Readonly<{ label: string; scopes?: readonly Scope[]; expiresAt?: string }> &
  (
    | Readonly<{ kind: 'operator' }>
    | Readonly<{ kind: 'person'; personId: string; unitId: string; allianceId: string }>
    | Readonly<{ kind: 'auditor'; allianceId: string }>
  );

/** What a key's history says, and until when that is not asked again. */
type Trusted = Readonly<{ entry: Promise<Readonly<{ state: Key; tenantId: string | undefined }>>; until_ms: number }>;

@Injectable()
export class Keys {
  readonly #trusted = new LRUCache<string, Trusted>({ max: keys_max });

  constructor(
    private readonly secrets: Secrets,
    private readonly states: States,
    private readonly executor: Executor,
    private readonly uses: KeyUses,
    private readonly time: Time,
  ) {}

  /** Whose key this is, if it is one that is honoured. @throws KeyOver where it was one */
  async principalOf(given: string): Promise<Principal | undefined> {
    const secret = await this.secrets.of(given);
    if (!secret) return undefined;
    const { keyId, revision } = secret;
    const { state, tenantId = '' } = await this.#known(keyId);
    const now = this.time.now();
    if (state.status !== 'absent' && !isGood(state, now)) throw new KeyOver(principal(keyId, state, tenantId));
    if (!opens(state, revision, now)) return undefined;
    this.uses.used(keyId, now);
    return principal(keyId, state, tenantId);
  }

  /** All who ask for one key within a second share one look at its history; what this process records is seen at once. */
  #known(keyId: string): Trusted['entry'] {
    const now_ms = performance.now();
    const known = this.#trusted.get(keyId);
    if (known && now_ms < known.until_ms) return known.entry;
    const entry = this.states.load(key, keyId, true);
    this.#trusted.set(keyId, { entry, until_ms: now_ms + trusted_ms });
    entry.catch(() => this.#trusted.delete(keyId));
    return entry;
  }

  /** Makes a key in the operator's name, by the command that everybody else issues, and gives it, this once. */
  async issue(holder: KeyHolder): Promise<{ clientId: string; key: string }> {
    const clientId = randomUUID();
    const { shown } = await this.secrets.shown(await this.#issued(clientId, holder));
    return { clientId, key: shown.key ?? fault(clientId) };
  }

  /** Gives a key a new secret. @throws Refusal */
  async rotate(keyId: string, terms: Pick<RotateKey, 'overlapHours' | 'expiresAt'> = {}): Promise<string> {
    const { call, isOperators } = await this.#byCommandLine(keyId);
    const [of, command] = isOperators ? [rotateOperatorKey, new RotateOperatorKey()] : [rotateKey, new RotateKey()];
    const receipt = await this.executor.execute(
      of,
      Object.assign(command, terms, { granted: scopes }).for(keyId, call),
    );
    return (await this.secrets.shown(receipt)).shown.key ?? fault(keyId);
  }

  /** Says whether there was something to revoke. @throws Refusal */
  async revoke(keyId: string): Promise<boolean> {
    const { call, isOperators } = await this.#byCommandLine(keyId);
    const [of, command] = isOperators ? [revokeOperatorKey, new RevokeOperatorKey()] : [revokeKey, new RevokeKey()];
    return (await this.executor.execute(of, command.for(keyId, call))).recorded;
  }

  async #byCommandLine(keyId: string) {
    const { state, tenantId = '' } = await this.states.load(key, keyId, true);
    return {
      call: byCommandLine(tenantId, this.time.now()),
      isOperators: state.status !== 'absent' && state.kind === 'operator',
    };
  }

  #issued(keyId: string, holder: KeyHolder): Promise<Executed> {
    const { allianceId, ...said } = { allianceId: '', ...holder };
    const [terms, call] = [{ ...said, granted: scopes }, byCommandLine(allianceId, this.time.now())];
    return said.kind === 'operator'
      ? this.executor.execute(issueOperatorKey, Object.assign(new IssueOperatorKey(), terms).for(keyId, call))
      : this.executor.execute(issueKey, Object.assign(new IssueKey(), terms).for(keyId, call));
  }
}

const fault = (clientId: string): never => {
  throw new Error(`the key ${clientId} was made, and its secret was not`);
};

const principal = (clientId: string, key: Exclude<Key, { status: 'absent' }>, allianceId: string): Principal => {
  const { kind, scopes, unitId = '', personId = '' } = key;
  if (kind === 'operator') return { kind, clientId, scopes };
  return kind === 'auditor'
    ? { kind, clientId, scopes, allianceId }
    : { kind, clientId, scopes, allianceId, unitId, personId };
};
