import { Inject, Injectable } from '@nestjs/common';
import { request as requestByHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { isPublic, resolveByDns, type Resolve } from './addresses.js';
import { whyNot } from './target.js';

/** So much of an answer is read; a receiver that says more has said enough. */
const answer_bytes_max = 16 << 10;
const headers_bytes_max = 8 << 10;

/** What an address answered; or why it did not. */
export type Sent = Readonly<{ duration_ms: number }> &
  (
    | Readonly<{ status: number; body: string; retryAfter: string | undefined }>
    | Readonly<{ why: string; refused: boolean }>
  );

/** Nothing may be sent there. */
class Refused extends Error {}

/**
 * Sends to addresses that others chose. Each name is resolved for each request, all its addresses are checked, and the
 * connection goes to one of those that were: a name that stands for something else a moment later gains nothing. No
 * redirect is followed, no connection is kept, and all of it is over after a bounded time.
 */
@Injectable()
export class Outside {
  readonly allowPrivate: boolean;
  /** In one place, so that a test can say what a name stands for, and wait for less. */
  resolve: Resolve = resolveByDns;
  patience = { connect_ms: 5_000, headers_ms: 10_000, answer_ms: 15_000 };

  constructor(@Inject(Settings) settings: Pick<Config, 'webhookAllowPrivate'>) {
    this.allowPrivate = settings.webhookAllowPrivate === 'true';
  }

  /** Never throws. */
  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Sent> {
    const begun = performance.now();
    const over = () => ({ duration_ms: Math.round(performance.now() - begun) });
    try {
      const answer = await this.#post(address, headers, body);
      return { ...answer, ...over() };
    } catch (error) {
      return { why: wordsOf(error), refused: error instanceof Refused, ...over() };
    }
  }

  #post(address: string, headers: Readonly<Record<string, string>>, body: string) {
    const no = whyNot(address, this.allowPrivate);
    if (no !== undefined) throw new Refused(no);
    const url = new URL(address);
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body), 'accept-encoding': 'identity' },
      agent: false, // a connection of its own
      maxHeaderSize: headers_bytes_max,
      lookup: this.#lookup,
    };
    return this.#exchange(url, options, body);
  }

  async #exchange(url: URL, options: RequestOptions, body: string) {
    const ending = new AbortController();
    const timers = new Map<string, NodeJS.Timeout>();
    const within = (what: string, ms: number) =>
      timers.set(what, setTimeout(() => ending.abort(new Error(`no ${what} within ${ms} ms`)), ms)); // prettier-ignore
    const came = (what: string) => clearTimeout(timers.get(what));
    const { connect_ms, headers_ms, answer_ms } = this.patience;
    within('connection', connect_ms);
    within('answer', headers_ms);
    within('whole answer', answer_ms);
    try {
      const secure = url.protocol === 'https:';
      const response = await new Promise<IncomingMessage>((done, failed) => {
        const request = (secure ? requestByHttps : requestByHttp)(url, { ...options, signal: ending.signal }, done);
        request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => came('connection')));
        request.on('error', failed);
        request.on('close', () => failed(new Error('it hung up')));
        request.end(body);
      });
      came('answer');
      const { statusCode = 0, headers } = response;
      return { status: statusCode, body: await textOf(response), retryAfter: headers['retry-after'] };
    } catch (error) {
      throw ending.signal.aborted ? ending.signal.reason : error;
    } finally {
      for (const timer of timers.values()) clearTimeout(timer);
    }
  }

  /** What a connection asks for the addresses of a name: here they are checked, and these very ones are given to it. */
  readonly #lookup: LookupFunction = (name, { all }, give) => {
    const checked = this.#addressesOf(name).then((found) =>
      found.map((address) => ({ address, family: isIP(address) })),
    );
    checked.then(
      (found) => (all ? give(null, found) : give(null, found[0]!.address, found[0]!.family)),
      (error: NodeJS.ErrnoException) => give(error, ''),
    );
  };

  async #addressesOf(name: string): Promise<readonly string[]> {
    const found = await this.resolve(name);
    if (found.length === 0) throw new Error('its name stands for no address');
    if (!this.allowPrivate && !found.every(isPublic))
      throw new Refused('its name stands for an address that is not public');
    return found;
  }
}

/** The beginning of an answer. @throws where it breaks off */
const textOf = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answer_bytes_max) break; // which ends the connection
  }
  return Buffer.concat(chunks).subarray(0, answer_bytes_max).toString('utf8');
};

/** What went wrong, without what only we should know. */
const wordsOf = (error: unknown): string => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (typeof code === 'string' ? code : String(message)).slice(0, 200);
};
