import { applyDecorators, Get, HttpCode, Post, SetMetadata, type Type } from '@nestjs/common';

/** What a route does, read by the interceptor that writes its headers and by the API description. */
export type RouteKind =
  | Readonly<{ kind: 'creates'; part?: string }>
  | Readonly<{ kind: 'acts' }>
  | Readonly<{ kind: 'answers'; with: Type; list: boolean; alsoAs?: readonly string[] }>
  | Readonly<{ kind: 'streams'; mediaType: string }>;
export const routeKind = Symbol('route kind');

/**
 * A write that makes a thing, answered with 201 and where the thing can be got: at this path and its id. Without a
 * `part` the thing is the stream's subject, else a part of it: `pledge`, whose id is the body's `pledgeId` or derived.
 */
export const Creates = (path = '', part?: string): MethodDecorator =>
  applyDecorators(Post(path), HttpCode(201), SetMetadata(routeKind, { kind: 'creates', ...(part && { part }) }));

/** Any other write, answered with 200. */
export const Acts = (path: string): MethodDecorator =>
  applyDecorators(Post(path), HttpCode(200), SetMetadata(routeKind, { kind: 'acts' }));

/** A question, answered with an object of this class; in another form, such as text/html, to whom prefers that. */
export const Answers = (
  path: string,
  answer: Type,
  more: Readonly<{ alsoAs?: readonly string[] }> = {},
): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'answers', with: answer, list: false, ...more }));

/** A question, answered with a page of objects of this class. */
export const AnswersList = (path: string, item: Type): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'answers', with: item, list: true }));

/** A question whose answer the method writes itself, in a form of its own. */
export const Streams = (path: string, mediaType: string): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'streams', mediaType }));

const shown = Symbol('shown');

/** What a write's answer holds beside the receipt. */
export const Shows = (what: Type): MethodDecorator => SetMetadata(shown, what);

export const shownBy = (method: Function): Type | undefined => Reflect.getMetadata(shown, method);
