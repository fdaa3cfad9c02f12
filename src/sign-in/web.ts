import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookie, cookieOf } from '../access/cookies.js';
import { Sessions } from '../access/sessions.js';
import { isOurs, originOf } from '../platform/same-origin.js';
import { ProviderUnavailable } from '../platform/unavailable.js';
import { show, type Shown } from './page.js';
import type { Failure, SignedIn, SignIn } from './sign-in.js';

const form_bytes_max = 4_096;
const begun_seconds = 600;

type Handler = (request: FastifyRequest, reply: FastifyReply, origin: string) => Promise<FastifyReply>;

/**
 * The pages by which a browser signs in and out. They are no part of the API: what they answer is for people, and what
 * they take is what a form sends. None of them runs a script, and none changes anything when it is merely looked at, so
 * a robot that follows links for a preview uses none up.
 */
export const serveSignIn = async (server: FastifyInstance, signIn: SignIn, sessions: Sessions): Promise<void> => {
  await server.register(async (pages) => {
    const { publicUrl } = signIn.settings;
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: form_bytes_max },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    // After the hook that sets the headers of every answer: these are stricter.
    pages.addHook('onSend', async (_, reply) => void reply.header('referrer-policy', 'same-origin'));

    /** Only where nobody on the way can read what is said; a post only from a page of ours. */
    const safely =
      (handle: Handler) =>
      (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
        const origin = originOf(request, publicUrl);
        if (origin === undefined) return show(request, reply, 403, { says: 'insecure' });
        if (request.method === 'POST' && !isOurs(request, publicUrl))
          return show(request, reply, 403, { says: 'foreign', leads: again });
        return handle(request, reply, origin);
      };

    /** A new session takes the place of the one that the browser had: what was known before is worth nothing. */
    const arrived = async (request: FastifyRequest, reply: FastifyReply, origin: string, said: SignedIn | Failure) => {
      if (typeof said === 'string' || 'unknown' in said) return show(request, reply, ...failures(said));
      const before = cookieOf(request, 'session', origin);
      if (before) await sessions.close(before);
      return reply
        .header('set-cookie', [cookie('session', said.session, origin), cookie('sign-in', '', origin)])
        .header('cache-control', 'no-store')
        .redirect(said.returnTo, 303);
    };

    pages.get('/sign-in', safely(async (request, reply, origin) => {
      if (!signIn.hasProvider) return show(request, reply, 200, { says: 'ways' });
      try {
        const { to, kept } = await signIn.begin((request.query as Record<string, unknown>)['returnTo']);
        return reply
          .header('set-cookie', cookie('sign-in', kept, origin, begun_seconds))
          .header('cache-control', 'no-store')
          .redirect(to, 303);
      } catch (error) {
        if (!(error instanceof ProviderUnavailable)) throw error;
        return show(request, reply, ...failures('silent'));
      }
    })); // prettier-ignore

    pages.get('/sign-in/callback', safely(async (request, reply, origin) => {
      if (!signIn.hasProvider) return show(request, reply, 404, { says: 'gone' });
      const query = request.url.slice((request.url + '?').indexOf('?'));
      return arrived(request, reply, origin, await signIn.end(query, cookieOf(request, 'sign-in', origin)));
    })); // prettier-ignore

    pages.get('/sign-in/link', safely(async (request, reply) => {
      const { token } = request.query as Record<string, unknown>;
      if (typeof token !== 'string') return show(request, reply, 404, { says: 'gone' });
      return show(request, reply, 200, { says: 'ready', posts: { to: '/sign-in/link', text: 'signIn', token } });
    })); // prettier-ignore

    pages.post('/sign-in/link', safely(async (request, reply, origin) =>
      arrived(request, reply, origin, await signIn.byLink((request.body as Record<string, unknown> | undefined)?.['token'])),
    )); // prettier-ignore

    pages.post('/sign-out', safely(async (request, reply, origin) => {
      const secret = cookieOf(request, 'session', origin);
      if (secret) await sessions.close(secret);
      return reply
        .header('set-cookie', cookie('session', '', origin))
        .header('clear-site-data', '"cache"')
        .redirect('/', 303);
    })); // prettier-ignore
  });
};

const again = { to: '/sign-in', text: 'again' } as const;

const failures = (why: Failure): [status: number, shown: Shown] => {
  if (typeof why === 'object') return [403, { says: 'unknown', lines: why.unknown, leads: again }];
  switch (why) {
    case 'silent':
      return [503, { says: 'silent', leads: again }];
    case 'used':
      return [403, { says: 'used', leads: again }];
    case 'failed':
      return [400, { says: 'failed', leads: again }];
    default:
      return why satisfies never;
  }
};
