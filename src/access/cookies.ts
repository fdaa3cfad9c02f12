import type { FastifyRequest } from 'fastify';

/**
 * Cookies of this application. Over TLS their names begin with __Host-: such a cookie comes from this very host and
 * over TLS, so no neighbour can have set it. On this machine itself there is no TLS, and some browsers keep no Secure
 * cookie of it; what they send does not leave the machine.
 */
export type CookieName = 'session' | 'sign-in';

const nameOf = (name: CookieName, origin: string): string =>
  origin.startsWith('https:') ? `__Host-lianjian-${name}` : `lianjian-${name}`;

/** Sets a cookie that no script reads and no other site's form sends along; an empty one is removed. */
export const cookie = (name: CookieName, value: string, origin: string, seconds?: number): string =>
  [
    `${nameOf(name, origin)}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(origin.startsWith('https:') ? ['Secure'] : []),
    ...(value === '' ? ['Max-Age=0'] : seconds === undefined ? [] : [`Max-Age=${seconds}`]),
  ].join('; ');

/** What a request's cookie says; nothing where it came twice, since then one of them is somebody else's. */
export const cookieOf = (
  { headers: { cookie: all = '' } }: Pick<FastifyRequest, 'headers'>,
  name: CookieName,
  origin: string,
): string | undefined => {
  const begins = `${nameOf(name, origin)}=`;
  const [one, ...more] = all
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(begins));
  return one === undefined || more.length > 0 ? undefined : one.slice(begins.length) || undefined;
};
