import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { Sessions } from './access/sessions.js';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { defaultSettings } from './config/settings.module.js';
import { knowMethods } from './platform/allowed-methods.js';
import { BodyPipe } from './platform/body-pipe.js';
import { answerClientError } from './platform/client-errors.js';
import { compressAnswers } from './platform/compress.js';
import { guardServer } from './platform/guard-server.js';
import { readJson } from './platform/json-body.js';
import { LogLines } from './platform/log-lines.js';
import { answerProblem } from './platform/problem-filter.js';
import { bodiesOf } from './platform/routes-of.js';
import { securityHeadersFor } from './platform/security-headers.js';
import { serveWeb } from './platform/web.js';
import { SignIn } from './sign-in/sign-in.js';
import { serveSignIn } from './sign-in/web.js';

const body_bytes_max = 256 << 10;
const header_bytes_max = 16 << 10;
const silent_ms_max = 30_000;
const keepAlive_ms = 65_000;
const requestsPerConnection_max = 10_000;
const param_characters_max = 100;
/** How often connections are looked at: a bound on time holds by this much. */
const look_ms = 500;

const adapter = (settings: Config): FastifyAdapter => {
  const { requestTimeout_ms, trustProxy } = settings;
  return new FastifyAdapter({
    bodyLimit: body_bytes_max,
    requestTimeout: requestTimeout_ms,
    connectionTimeout: silent_ms_max,
    keepAliveTimeout: keepAlive_ms,
    maxRequestsPerSocket: requestsPerConnection_max,
    http: {
      maxHeaderSize: header_bytes_max,
      headersTimeout: requestTimeout_ms / 2,
      connectionsCheckingInterval: Math.min(look_ms, requestTimeout_ms / 2),
    },
    trustProxy: trusted(trustProxy),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: param_characters_max },
    clientErrorHandler: answerClientError,
    // What the router refuses before any route is found.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(error, request, reply.headers(securityHeadersFor(settings))),
  });
};

/** By number, the nearest so many are proxies of ours; by address, those that stand there. */
const trusted = (proxies: Config['trustProxy']) => {
  if (typeof proxies === 'number') return (_: string, hop: number): boolean => hop < proxies;
  return proxies ? [...proxies] : false;
};

/**
 * The application, ready to listen. Every body is compiled here, so that a mistake in one stops the start.
 *
 * @param options `quiet` says errors only; `log` takes the lines of the log, which else go to standard error; `ownThread`
 *   lets the projector run in a thread of its own, which is for who answers many, and for long
 */
export const httpApp = async (
  databaseUrl: string,
  options: Readonly<{
    preview?: boolean;
    quiet?: boolean;
    settings?: Config;
    log?: (line: string) => unknown;
    ownThread?: boolean;
  }> = {},
): Promise<NestFastifyApplication> => {
  const { settings = defaultSettings } = options;
  const format = settings.logFormat ?? (process.stderr.isTTY ? 'pretty' : 'json');
  const lines = new LogLines(format, options.quiet ? 'error' : settings.logLevel, options.log);
  const module = AppModule.on(databaseUrl, settings, options.ownThread);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter(settings), {
    preview: options.preview ?? false,
    logger: lines,
    abortOnError: false,
    bodyParser: false, // ours reads JSON; Nest's would also take what a form sends
  });
  const server = app.getHttpAdapter().getInstance();
  knowMethods(server);
  readJson(server);
  const pipe = new BodyPipe();
  pipe.compileAll(bodiesOf(app));
  app.useGlobalPipes(pipe);
  if (options.preview) return app;
  guardServer(app, settings, lines);
  compressAnswers(server);
  await serveWeb(server);
  await serveSignIn(server, app.get(SignIn), app.get(Sessions));
  return app;
};
