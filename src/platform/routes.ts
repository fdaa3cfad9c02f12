import { applyDecorators, Get, HttpCode, Post, SetMetadata, type Type } from '@nestjs/common';
import type { ListFormats } from './list-formats.js';

/** How an answer that is no list is written in another form than JSON, by that form's name. */
export type Forms = Readonly<Record<string, Readonly<{ mediaType: string; of: (answer: never) => object }>>>;
/** The answer, or a part of it, is no fold of the log, so nobody can ask how it was. */
type Beside = Readonly<{ besideTheLog?: true }>;
type More = Readonly<{ alsoAs?: readonly string[]; forms?: Forms; formats?: ListFormats }> & Beside;

/** What a route does, read by the interceptor that writes its headers and by the API description. */
export type RouteKind =
  | Readonly<{ kind: 'creates'; part?: string }>
  | Readonly<{ kind: 'acts' }>
  | (Readonly<{ kind: 'answers'; with: Type; list: boolean }> & More)
  | (Readonly<{ kind: 'streams'; mediaType: string; ends: Ends; with?: Type }> & Beside);
/** Whether a text has no end, is asked for again and again and mostly the same, or is written whole each time. */
type Ends = 'endless' | 'cached' | 'whole';
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

/**
 * A question, answered with an object of this class. To whom prefers that, in another form: one of `forms`, or one of
 * `alsoAs`, such as text/html, which the method writes itself.
 */
export const Answers = (path: string, answer: Type, more: Omit<More, 'formats'> = {}): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'answers', with: answer, list: false, ...more }));

/** A question, answered with a page of objects of this class; as lines or a table; or in one of these formats too. */
export const AnswersList = (path: string, item: Type, more: Omit<More, 'alsoAs' | 'forms'> = {}): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'answers', with: item, list: true, ...more }));

/** A question whose answer the method writes itself, in a form of its own; `with`: its class, where it is JSON */
export const Streams = (
  path: string,
  mediaType: string,
  ends: Ends,
  more: Readonly<{ with?: Type }> & Beside = {},
): MethodDecorator => applyDecorators(Get(path), SetMetadata(routeKind, { kind: 'streams', mediaType, ends, ...more }));

/** Whether it can be asked how it was: then it takes `asOf`. */
export const takesAsOf = (kind: RouteKind | undefined): boolean =>
  (kind?.kind === 'answers' || (kind?.kind === 'streams' && kind.ends === 'whole')) && !kind.besideTheLog;

const shown = Symbol('shown');

/** What a write's answer holds beside the receipt. */
export const Shows = (what: Type): MethodDecorator => SetMetadata(shown, what);

export const shownBy = (method: Function): Type | undefined => Reflect.getMetadata(shown, method);
