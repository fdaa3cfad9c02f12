import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import type { Config } from '../config/config.js';
import type { LogLines } from './log-lines.js';
import { Metrics } from './metrics.js';
import { answerProblem } from './problem-filter.js';
import { RateLimits } from './rate-limits.js';
import { RequestsAtOnce } from './requests-at-once.js';
import { securityHeadersFor } from './security-headers.js';

/** Whether it lives is asked by whoever would end it if it did not: it is answered always, and costs next to nothing. */
const isProbe = ({ url }: FastifyRequest): boolean => /^\/health\/(live|ready)(\?|$)/.test(url);
/** Who watches over the program looks most of all when there is no room. */
const isWatching = ({ url }: FastifyRequest): boolean => /^\/metrics(\?|$)/.test(url);

/**
 * What every request passes before anything of it is read, and every answer when it is given: headers that bind
 * browsers, the limits of its address, the room that there is; then figures and a line in the log.
 */
export const guardServer = (app: NestFastifyApplication, settings: Config, lines: LogLines): void => {
  const server = app.getHttpAdapter().getInstance();
  const [limits, atOnce, metrics] = [app.get(RateLimits), app.get(RequestsAtOnce), app.get(Metrics)];
  const headers = securityHeadersFor(settings);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    // By the route, not by how its path is spelled: `/%761/…` leads there, too.
    if (request.routeOptions.url?.startsWith('/v1') ?? true) reply.header('cache-control', 'no-store');
    if (isProbe(request)) return undefined;
    try {
      if (!isWatching(request)) atOnce.checkRoom();
      await limits.ofAddress(request, reply);
      return undefined;
    } catch (error) {
      answerProblem(error, request, reply);
      return reply;
    }
  });
  // It counts once its body is there: whoever sends slowly takes nobody's room.
  server.addHook('preValidation', (request, reply, done) => {
    if (isProbe(request) || isWatching(request)) return done();
    try {
      atOnce.enter(request, reply);
    } catch (error) {
      return answerProblem(error, request, reply);
    }
    done();
  });
  atOnce.watch(server);
  server.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 401) limits.failed(request);
    metrics.observe(request, reply);
    lines.request(request, reply);
    done();
  });
  server.server.maxConnections = settings.connections_max;
  closeUnused(server);
  if (settings.corsOrigins) app.enableCors(corsFor(settings.corsOrigins));
};

/** Browsers connect before they know what to ask. Node waits for those connections, too, until they were silent for long. */
const closeUnused = (server: FastifyInstance): void => {
  const unused = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }) => unused.delete(socket));
  server.addHook('preClose', async () => unused.forEach((socket) => socket.destroy()));
};

/** Keys travel in a header of their own, so no cookie need come from elsewhere. */
const corsFor = (origins: readonly string[]) => ({
  origin: [...origins],
  credentials: false,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    ...['authorization', 'content-type', 'accept-language', 'idempotency-key', 'if-match', 'if-none-match'],
    ...['lianjian-after', 'lianjian-unit', 'last-event-id'],
  ],
  exposedHeaders: [
    ...['etag', 'location', 'link', 'allow', 'retry-after', 'ratelimit', 'ratelimit-policy'],
    ...['lianjian-position', 'deprecation', 'sunset', 'content-disposition'],
  ],
  maxAge: 600,
});
