import type { INestApplication } from '@nestjs/common';
import { isOpen, operationOf, type Operation } from '../access/operations.js';
import { routesOf, type Route as Declared } from '../platform/routes-of.js';

export type Route = Declared &
  Readonly<{
    /** What the table of permissions says of it. */
    operation: Operation;
    /** It needs no key. */
    open: boolean;
  }>;

/** Every route and who may take it, by `Controller.method`. @throws where the table of permissions does not know one */
export const describedRoutes = (app: INestApplication): ReadonlyMap<string, Route> =>
  new Map([...routesOf(app)].map(([name, route]) => [name, described(route)]));

const described = (route: Declared): Route => {
  const operation = operationOf(route.method);
  return { ...route, operation, open: isOpen(operation) };
};
