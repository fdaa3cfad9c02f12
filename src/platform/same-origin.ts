import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../config/loopback.js';

type Asked = Pick<FastifyRequest, 'headers'>;

/**
 * Where browsers find this application: what the settings say, or this machine itself, whatever port it was asked at.
 * Nothing where that would be a network without TLS: there whoever listens could sign in with what they hear.
 */
export const originOf = ({ headers: { host } }: Asked, publicUrl: string | undefined): string | undefined => {
  const origin =
    publicUrl ?? (host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).origin : undefined);
  if (origin === undefined) return undefined;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || isLoopback(hostname) ? origin : undefined;
};

/**
 * Whether a page of this application sent a request, by what no page can change. Every browser says at least one of
 * the two with each POST; who says neither is no browser, and needs no cookie.
 */
export const isOurs = (request: Asked, publicUrl: string | undefined): boolean => {
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined) return site === 'same-origin';
  return origin !== undefined && origin === originOf(request, publicUrl);
};
