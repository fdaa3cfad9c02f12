import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** The methods that some route takes at this path. */
    methodsAt: (path: string) => readonly string[];
  }
}

/** Remembers every route that is added from now on, so that a wrong method can be told from a wrong path. */
export const knowMethods = (server: FastifyInstance): void => {
  const routes = new Map<string, { at: RegExp; methods: Set<string> }>();
  server.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(url) ?? { at: patternOf(url), methods: new Set<string>() };
    for (const each of [method].flat()) known.methods.add(each);
    routes.set(url, known);
  });
  server.decorate('methodsAt', (path) => {
    const methods = [...routes.values()].filter(({ at }) => at.test(path)).flatMap((each) => [...each.methods]);
    return [...new Set(methods)].sort();
  });
};

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replaceAll('*', '.*')}$`,
  );
