import { Answered } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { routeKind, type RouteKind } from '../platform/routes.js';
import { seenBy } from './answer-sight.js';
import type { Admitted, Asker } from './principal.js';

/** The way out: next to the method that answers, before anything makes a page, a table or a stream of it. */
@Injectable()
export class SightInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const kind = this.reflector.get<RouteKind | undefined>(routeKind, context.getHandler());
    if (kind?.kind !== 'answers') return next.handle();
    const { asker } = context.switchToHttp().getRequest<Partial<Admitted>>();
    return next.handle().pipe(map((answer: unknown) => shown(asker, kind, answer)));
  }
}

const shown = (asker: Asker | undefined, kind: Extract<RouteKind, { kind: 'answers' }>, answer: unknown): unknown => {
  if (answer instanceof Answered) return new Answered(shown(asker, kind, answer.answer), answer.position);
  if (!kind.list) return seenBy(asker, kind.with, answer);
  const page = answer as { readonly items: readonly unknown[] };
  return { ...page, items: seenBy(asker, kind.with, page.items) };
};
