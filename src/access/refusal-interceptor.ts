import { Injectable, type CallHandler, type ExecutionContext } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';
import type { OnWayOut } from '../platform/way-out.js';
import { operationOf } from './operations.js';
import type { Admitted } from './principal.js';
import { RefusedActs } from './refused-acts.js';

/** Has counted what is refused where it is decided. What the key guard refuses it counts itself. */
@Injectable()
export class RefusalInterceptor implements OnWayOut {
  constructor(private readonly refused: RefusedActs) {}

  concerns(): boolean {
    return true;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Admitted>();
    const error = (thrown: unknown) => this.refused.note(thrown, operationOf(context.getHandler()), request);
    return next.handle().pipe(tap({ error }));
  }
}
