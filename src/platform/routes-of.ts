import type { INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { openToAll, routeKind, type RouteKind } from './routes.js';

/** What a controller's method takes and gives. */
export type Route = Readonly<{
  name: string;
  method: Function;
  body?: Function | undefined;
  query?: Function | undefined;
  kind?: RouteKind | undefined;
  /** It needs no key. */
  open: boolean;
}>;
const param = { body: 3, query: 4 } as const; // Nest's RouteParamtypes

/** Every method of every controller, by `Controller.method`. */
export const routesOf = (app: INestApplication): ReadonlyMap<string, Route> => {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
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

/** Whether a method declares what its query may hold; else nothing may stand there. */
export const declaresQuery = (controller: Function, method: Function): boolean =>
  routeOf(controller, method.name).query !== undefined;

const routeOf = (controller: Function, name: string): Route => {
  const args: Record<string, { index: number; data?: string }> =
    Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {};
  const types: Function[] = Reflect.getMetadata('design:paramtypes', controller.prototype, name) ?? [];
  const whole = (kind: number) =>
    Object.entries(args)
      .filter(([key, { data }]) => key.startsWith(`${kind}:`) && !data)
      .map(([, { index }]) => types[index])[0];
  const method: Function = controller.prototype[name];
  const open: boolean = Reflect.getMetadata(openToAll, method) ?? Reflect.getMetadata(openToAll, controller) ?? false;
  return {
    name,
    method,
    body: whole(param.body),
    query: whole(param.query),
    kind: Reflect.getMetadata(routeKind, method),
    open,
  };
};
