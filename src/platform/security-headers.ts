import type { Config } from '../config/config.js';

/**
 * What keeps a browser from doing more with an answer than it should: it frames nothing, runs nothing, guesses no types
 * and tells no other site where it came from. Pages that are meant for browsers have a policy of their own.
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-permitted-cross-domain-policies': 'none',
} as const;

/** Two years, as browsers want it of who is to be on their lists. */
const hsts_seconds = 63_072_000;

/** Said over https only: browsers then use nothing else for this host. */
const strictTransport = { 'strict-transport-security': `max-age=${hsts_seconds}; includeSubDomains` } as const;

export const securityHeadersFor = ({ publicUrl }: Pick<Config, 'publicUrl'>): Readonly<Record<string, string>> => ({
  ...securityHeaders,
  ...(publicUrl?.startsWith('https:') && strictTransport),
});
