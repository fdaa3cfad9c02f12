import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { from, mergeAll, type Observable } from 'rxjs';
import { routeAt } from './routes-of.js';
import type { RouteKind } from './routes.js';

/** What is done to answers, of some kinds of routes. */
export interface OnWayOut extends NestInterceptor {
  concerns(kind: RouteKind | undefined): boolean;
}

/**
 * All that is done to answers, in this order from the outside in, as one interceptor: those that do not concern a
 * route cost it nothing. As an interceptor of its own each would cost every request more than what it does.
 */
export class WayOut implements NestInterceptor {
  readonly #concerned = new Map<RouteKind | undefined, readonly OnWayOut[]>();

  constructor(private readonly all: readonly OnWayOut[]) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { kind } = routeAt(context);
    return this.#of(kind)
      .reduceRight<CallHandler>((inner, each) => ({ handle: () => passed(each.intercept(context, inner)) }), next)
      .handle();
  }

  #of(kind: RouteKind | undefined): readonly OnWayOut[] {
    const known = this.#concerned.get(kind) ?? this.all.filter((each) => each.concerns(kind));
    this.#concerned.set(kind, known);
    return known;
  }
}

const passed = (answer: ReturnType<NestInterceptor['intercept']>): Observable<unknown> =>
  'then' in answer ? from(answer).pipe(mergeAll()) : answer;
