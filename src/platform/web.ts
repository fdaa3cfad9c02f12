import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectFolder } from '../config/project-folder.js';

const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
/** Swagger UI sets styles and shows images of its own. */
const docsPolicy = `${policy}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

const dashboard = join(projectFolder, 'dashboard');
/** Addresses that belong to the dashboard, which finds the page itself. */
const pages = ['/', '/a/*', '/operator'] as const;
const notBuilt = '<!doctype html><title>Lianjian</title><p>The dashboard is not built: npm start builds it.</p>';

type Folder = FastifyStaticOptions & { readonly policy: string };

/** The folders of files that are served: which, under what, and what their pages may load. */
const folders = (): readonly Folder[] => [
  { prefix: '/', root: join(dashboard, 'public'), policy, globIgnore: ['docs/**'] },
  { prefix: '/docs/', root: join(dashboard, 'public', 'docs'), policy: docsPolicy, index: 'index.html' },
  {
    ...{ prefix: '/docs/ui/', policy: docsPolicy },
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    globIgnore: ['**/*.map', '**/*.md', '**/package.json', '**/index.js', '**/absolute-path.js'],
  },
  // Their names say what is in them: what has another content has another name.
  {
    ...{ prefix: '/assets/', root: join(dashboard, 'dist', 'assets'), policy, globIgnore: ['**/*.br', '**/*.gz'] },
    ...{ preCompressed: true, immutable: true, maxAge: '365d' },
  },
];

/**
 * What a browser gets: the dashboard, the API's description as a page and as OpenAPI, each with a policy that lets it load
 * what it needs and nothing else.
 */
export const serveWeb = async (server: FastifyInstance): Promise<void> => {
  // What stands in the header already is a folder's own policy; else the answer has the one of all answers.
  server.addHook('onSend', (_, reply, payload, done) => {
    const own = reply.raw.getHeader('content-security-policy');
    if (own !== undefined) reply.header('content-security-policy', own);
    done(null, payload);
  });
  for (const [n, { policy: says, ...folder }] of folders().entries()) {
    if (!existsSync(String(folder.root))) continue;
    await server.register(fastifyStatic, {
      ...{ decorateReply: n === 0, wildcard: false, index: false, redirect: false, maxAge: '10m' },
      ...folder,
      setHeaders: (response) => void response.setHeader('content-security-policy', says),
    });
  }
  serveDashboard(server);
  // What `npm start` prints as the API is no thing of its own: whoever opens it is shown what there is.
  for (const path of ['/docs', '/v1']) server.get(path, (_, reply) => reply.redirect('/docs/'));
  const description = readFileSync(join(projectFolder, 'docs', 'openapi.json'));
  server.get('/openapi.json', (_, reply) => reply.type('application/json').send(description));
};

/** One page stands at every address of the dashboard; it is asked for each time, what it loads is kept. */
const serveDashboard = (server: FastifyInstance): void => {
  const file = join(dashboard, 'dist', 'index.html');
  const page = existsSync(file) ? readFileSync(file) : undefined;
  for (const path of pages)
    server.get(path, (_, reply) => {
      reply.raw.setHeader('content-security-policy', policy);
      return reply
        .status(page ? 200 : 503)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page ?? notBuilt);
    });
};
