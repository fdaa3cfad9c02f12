import type { LoggerService, LogLevel } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { said, withoutValues } from './log-words.js';

const levels = ['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] as const satisfies readonly LogLevel[];
export type Level = (typeof levels)[number];
export type LogFormat = 'pretty' | 'json';

/** What Nest tells of its own start is for who develops with it. */
const ofNest = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver', 'NestFactory', 'NestApplication']);

/**
 * What the program has to say about itself, a line each: for people on a terminal, as JSON for what collects lines.
 * Never what a request held: no body, no query, no header, no path but its pattern, and of an error only what is ours.
 */
export class LogLines implements LoggerService {
  constructor(
    private readonly format: LogFormat,
    private readonly least: Level,
    private readonly write: (line: string) => unknown = (line) => process.stderr.write(line),
  ) {}

  verbose = (message: unknown, ...more: readonly unknown[]) => this.#say('verbose', message, more);
  debug = (message: unknown, ...more: readonly unknown[]) => this.#say('debug', message, more);
  log = (message: unknown, ...more: readonly unknown[]) => this.#say('log', message, more);
  warn = (message: unknown, ...more: readonly unknown[]) => this.#say('warn', message, more);
  error = (message: unknown, ...more: readonly unknown[]) => this.#say('error', message, more);
  fatal = (message: unknown, ...more: readonly unknown[]) => this.#say('fatal', message, more);

  /** A request that was answered. On a terminal one looks at these only where one wants to. */
  request(
    request: FastifyRequest & Readonly<{ operation?: string; principal?: { clientId: string } }>,
    reply: FastifyReply,
  ): void {
    const level = this.format === 'json' ? 'log' : 'debug';
    if (!this.#isSaid(level)) return;
    const { id: requestId, method, routeOptions, operation, principal } = request;
    const route = request.is404 ? undefined : routeOptions.url;
    const duration_ms = Math.round(reply.elapsedTime * 10) / 10;
    const fields = {
      requestId,
      method,
      route,
      operation,
      status: reply.statusCode,
      duration_ms,
      clientId: principal?.clientId,
    };
    this.#put(level, 'http', `${method} ${route ?? '(no route)'} ${reply.statusCode}`, fields);
  }

  /** Nest hands over a message, for an error its stack, and last the context. */
  #say(level: Level, message: unknown, more: readonly unknown[]): void {
    const context = typeof more.at(-1) === 'string' ? String(more.at(-1)) : '';
    const least = level === 'log' && ofNest.has(context) ? 'debug' : level;
    if (!this.#isSaid(least)) return;
    const beside = more.slice(0, -1).filter((each) => typeof each === 'string' || each instanceof Error);
    this.#put(least, context, [message, ...beside].map(said).join('\n'), {});
  }

  #isSaid(level: Level): boolean {
    return levels.indexOf(level) >= levels.indexOf(this.least);
  }

  #put(level: Level, context: string, text: string, fields: object): void {
    const message = withoutValues(text);
    const at = new Date().toISOString();
    if (this.format === 'json') this.write(`${JSON.stringify({ at, level, context, message, ...fields })}\n`);
    else this.write(`${at.slice(11, 19)} ${level.padEnd(7)} ${context && `${context}: `}${message}\n`);
  }
}
