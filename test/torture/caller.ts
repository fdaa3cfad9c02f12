import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { v5 } from 'uuid';
import type { Random } from '../../bench/random.js';
import type { Instance } from './processes.js';

/** How long a caller asks again before it gives up. */
const patience_ms = 60_000;
const answer_ms_max = 20_000;
const [pause_ms_min, pause_ms_max] = [20, 200];
/** What a caller may be told in the end: it is done, or a rule is broken. */
const expected = new Set([200, 201, 403, 409]);

export type Member = Readonly<{ unitId: string; personId: string; key: string; clientId: string }>;
export type Receipt = Readonly<{ id?: string; streamId: string; revision: number; position: number }>;
/** One command, and what its caller was told in the end. */
export type Told = Readonly<{
  commandId: string;
  path: string;
  /** How often it was sent. */
  sent: number;
  status: number;
  receipt?: Receipt;
  code?: string;
}>;

type Answer = Readonly<{ status: number; body: any; revision: number }>;

/** What all callers were told. */
export class Ledger {
  readonly told: Told[] = [];
  readonly faults: string[] = [];
  /** Requests without an answer, or with 503, that were sent again. */
  again = 0;
  reads = 0;

  get acknowledged(): number {
    return this.told.filter(({ receipt }) => receipt).length;
  }
}

/** Somebody with a key, who asks whichever instance lives, and asks again with the same idempotency key until there is an answer. */
export class Caller {
  constructor(
    private readonly instances: readonly Instance[],
    private readonly ledger: Ledger,
    private readonly base: string,
    readonly luck: Random,
  ) {}

  /** @returns the receipt; nothing where a rule is broken */
  async post(who: Member, path: string, body: object = {}): Promise<Receipt | undefined> {
    const idempotencyKey = randomUUID();
    const said = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    const { answer, sent } = await this.#answered(who, path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: said,
    });
    const commandId = v5(idempotencyKey, who.clientId);
    if (!answer) {
      this.ledger.told.push({ commandId, path, sent, status: 0 });
      return undefined;
    }
    const { status, body: got } = answer;
    if (!expected.has(status))
      this.ledger.faults.push(`${path} ${JSON.stringify(body)}: ${status} ${JSON.stringify(got)}${this.#logged(got)}`);
    const receipt: Receipt | undefined = status < 300 ? got : undefined;
    this.ledger.told.push({ commandId, path, sent, status, ...(receipt ? { receipt } : { code: got.type }) });
    return receipt;
  }

  /** Reads a thing that has this revision, at the least, once this was acknowledged. */
  async reads(who: Member, path: string, { position, revision }: Receipt): Promise<void> {
    const { answer } = await this.#answered(who, path, { headers: { 'lianjian-after': String(position) } });
    this.ledger.reads++;
    if (!answer || (answer.status === 200 && answer.revision >= revision)) return;
    const { status, revision: seen, body } = answer;
    const what = `${status}, revision ${seen} where ${revision} was acknowledged`;
    this.ledger.faults.push(`${path} at ${position}: ${what}${this.#logged(body)}`);
  }

  /** The last answer that is none of "ask again"; nothing where there was none in all the time. */
  async #answered(who: Member, path: string, init: RequestInit): Promise<Readonly<{ answer?: Answer; sent: number }>> {
    const headers = { ...init.headers, authorization: `Bearer ${who.key}` };
    const tries: string[] = [];
    for (const end = Date.now() + patience_ms; Date.now() < end; await this.#pause()) {
      const living = this.instances.filter(({ url }) => url !== undefined);
      if (living.length === 0) continue;
      const { name, url } = this.luck.of(living);
      const since_ms = performance.now();
      const found = await ask(`${url}${this.base}/${path}`, { ...init, headers }).catch(String);
      if (typeof found !== 'string' && found.status !== 503) return { answer: found, sent: tries.length + 1 };
      const said = typeof found === 'string' ? found : `503 ${found.body.type}`;
      tries.push(`${name}: ${said} after ${Math.round(performance.now() - since_ms)} ms`);
      this.ledger.again++;
    }
    this.ledger.faults.push(`${path}: no answer in ${patience_ms} ms: ${tries.join(', ')}`);
    return { sent: tries.length };
  }

  /** What the server that answered so said of it. */
  #logged({ instance }: { instance?: string }): string {
    const requestId = instance?.replace('urn:uuid:', '');
    const lines = this.instances.flatMap(({ said }) => said.split('\n'));
    return lines.filter((line) => requestId && line.includes(requestId)).join('\n');
  }

  #pause = () => setTimeout(this.luck.whole(pause_ms_min, pause_ms_max));
}

const ask = async (url: string, init: RequestInit): Promise<Answer> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answer_ms_max) });
  const body = await response.json();
  return { status: response.status, body, revision: Number(/\d+/.exec(response.headers.get('etag') ?? '')?.[0] ?? -1) };
};
