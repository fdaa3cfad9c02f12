import { SetMetadata } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** That a route is not to be used any more. */
export type Deprecation = Readonly<{
  /** The day since when. */
  since: string;
  /** The day on which it ends. */
  sunset: string;
  /** What takes its place: a path of this API. */
  instead: string;
}>;

const deprecated = Symbol('deprecated');

/**
 * A route that has a better one: it still works, says so in every answer and in the description, and ends on a day.
 * At least six months lie between.
 */
export const Deprecated = (deprecation: Deprecation): MethodDecorator => {
  const months = (Date.parse(deprecation.sunset) - Date.parse(deprecation.since)) / (30 * 86_400_000);
  if (!(months >= 6)) throw new Error('a route that is deprecated lives on for six months at least');
  return SetMetadata(deprecated, deprecation);
};

/** What the description says of a deprecated method; nothing of others. */
export const deprecationOf = (method: Function): (Deprecation & { text: string }) | undefined => {
  const said: Deprecation | undefined = Reflect.getMetadata(deprecated, method);
  return said && { ...said, text: `Deprecated since ${said.since}; ends on ${said.sunset}. Use \`${said.instead}\`.` };
};

/** As RFC 9745 and RFC 8594 say it in headers. */
export const tellDeprecation = (method: Function, reply: FastifyReply): void => {
  const said = deprecationOf(method);
  if (!said) return;
  reply.header('deprecation', `@${Date.parse(said.since) / 1_000}`);
  reply.header('sunset', new Date(said.sunset).toUTCString());
  reply.header('link', `<${said.instead}>; rel="successor-version"`);
};
