/** More requests than a limit allows. */
export class TooMany extends Error {
  /** As Fastify's own errors have it. */
  readonly statusCode = 429;
  readonly retry_seconds: number;

  /** @param policy whose requests: those of one key, of one address, or those of one address that failed to say who asks */
  constructor(
    readonly policy: string,
    retry_ms: number,
  ) {
    super(`too many requests: ${policy}`);
    this.retry_seconds = Math.max(1, Math.ceil(retry_ms / 1_000));
  }
}
