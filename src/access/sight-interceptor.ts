import { Answered } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { preferred } from '../platform/language.js';
import { routeAt } from '../platform/routes-of.js';
import type { RouteKind } from '../platform/routes.js';
import type { OnWayOut } from '../platform/way-out.js';
import { seenBy } from './answer-sight.js';
import type { Admitted, Asker } from './principal.js';
import { Telling } from './telling.js';

/**
 * The way out: next to the method that answers, before anything makes a page, a table or a stream of it. First what is
 * not for the asker is taken out, then what is sealed in the rest is opened.
 */
@Injectable()
export class SightInterceptor implements OnWayOut {
  constructor(private readonly telling: Telling) {}

  concerns(kind: RouteKind | undefined): boolean {
    return kind?.kind === 'answers';
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { kind } = routeAt(context);
    if (kind?.kind !== 'answers') return next.handle();
    const request = context.switchToHttp().getRequest<Partial<Admitted> & FastifyRequest>();
    const language = preferred(request);
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const seen = shown(request.asker, kind, answer);
        return seen instanceof Answered
          ? new Answered(await this.telling.opened(seen.answer, language), seen.position)
          : this.telling.opened(seen, language);
      }),
    );
  }
}

const shown = (asker: Asker | undefined, kind: Extract<RouteKind, { kind: 'answers' }>, answer: unknown): unknown => {
  if (answer instanceof Answered) return new Answered(shown(asker, kind, answer.answer), answer.position);
  if (!kind.list) return seenBy(asker, kind.with, answer);
  const page = answer as { readonly items: readonly unknown[] };
  return { ...page, items: seenBy(asker, kind.with, page.items) };
};
