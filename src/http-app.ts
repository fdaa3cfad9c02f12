import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { Sessions } from './access/sessions.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { knowMethods } from './platform/allowed-methods.js';
import { BodyPipe } from './platform/body-pipe.js';
import { answerProblem } from './platform/problem-filter.js';
import { bodiesOf } from './platform/routes-of.js';
import { serveWeb } from './platform/web.js';
import { SignIn } from './sign-in/sign-in.js';
import { serveSignIn } from './sign-in/web.js';

const body_bytes_max = 256 << 10;
const request_ms_max = 30_000;
const keepAlive_ms = 65_000;
const param_characters_max = 100;

const adapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: body_bytes_max,
    requestTimeout: request_ms_max,
    connectionTimeout: request_ms_max,
    keepAliveTimeout: keepAlive_ms,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: param_characters_max },
    // What the router refuses before any route is found.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(error, request, reply),
  });

/** The application, ready to listen. Every body is compiled here, so that a mistake in one stops the start. */
export const httpApp = async (
  databaseUrl: string,
  options: Readonly<{ preview?: boolean; quiet?: boolean; settings?: Config }> = {},
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(databaseUrl, options.settings), adapter(), {
    preview: options.preview ?? false,
    logger: options.quiet ? ['error', 'fatal'] : ['error', 'fatal', 'warn'],
    abortOnError: false,
    bodyParser: false, // Fastify's own reads JSON; Nest's would also take what a form sends
  });
  knowMethods(app.getHttpAdapter().getInstance());
  app.getHttpAdapter().getInstance().removeContentTypeParser('text/plain');
  const pipe = new BodyPipe();
  pipe.compileAll(bodiesOf(app));
  app.useGlobalPipes(pipe);
  if (options.preview) return app;
  await serveWeb(app.getHttpAdapter().getInstance());
  await serveSignIn(app.getHttpAdapter().getInstance(), app.get(SignIn), app.get(Sessions));
  return app;
};
