import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** Notes on a request what it asks for, by the id that the API description has for it. */
@Injectable()
export class OperationGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ operation?: string }>();
    request.operation = context.getHandler().name;
    return true;
  }
}
