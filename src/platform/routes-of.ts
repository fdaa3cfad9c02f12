import { StreamCommand } from '#event-sourcing';
import type { ExecutionContext, INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { routeKind, type RouteKind } from './routes.js';

/** What a controller's method takes and gives. */
export type Route = Readonly<{
  name: string;
  method: Function;
  body?: Function | undefined;
  query?: Function | undefined;
  kind?: RouteKind | undefined;
}>;
const param = { body: 3, query: 4 } as const; // Nest's RouteParamtypes

/** Every method of every controller, by `Controller.method`. */
export const routesOf = (app: INestApplication): ReadonlyMap<string, Route> => routesIn(app.get(ModulesContainer));

export const routesIn = (modules: ModulesContainer): ReadonlyMap<string, Route> => {
  const controllers = [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Function),
  );
  return new Map(
    controllers.flatMap((controller) =>
      Object.getOwnPropertyNames(controller.prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => [`${controller.name}.${name}`, routeOf(controller, name)]),
    ),
  );
};

/** The classes of all bodies and queries. */
export const bodiesOf = (app: INestApplication): Readonly<Record<'body' | 'query', readonly Function[]>> => {
  const routes = [...routesOf(app).values()];
  return { body: routes.flatMap(({ body }) => body ?? []), query: routes.flatMap(({ query }) => query ?? []) };
};

const known = new WeakMap<Function, Route>();

/** What a request is for. It is looked up once: what metadata say costs more than what is done with it. */
export const routeAt = (context: ExecutionContext): Route => {
  const method = context.getHandler();
  const before = known.get(method);
  if (before) return before;
  const route = routeOf(context.getClass(), method.name);
  known.set(method, route);
  return route;
};

/** Whether a method declares what its query may hold; else nothing may stand there. */
export const declaresQuery = ({ query }: Route): boolean => query !== undefined;

/** Whether a method's body is a command: then it is decided, and guarded, where commands are. */
export const issuesCommand = ({ body }: Route): boolean => body?.prototype instanceof StreamCommand;

const routeOf = (controller: Function, name: string): Route => {
  const args: Record<string, { index: number; data?: string }> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {};
  const types: Function[] = Reflect.getMetadata('design:paramtypes', controller.prototype, name) ?? [];
  const whole = (kind: number) =>
    Object.entries(args)
      .filter(([key, { data }]) => key.startsWith(`${kind}:`) && !data)
      .map(([, { index }]) => types[index])[0];
  const method: Function = controller.prototype[name];
  return {
    name,
    method,
    body: whole(param.body),
    query: whole(param.query),
    kind: Reflect.getMetadata(routeKind, method),
  };
};
