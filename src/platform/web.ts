import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectFolder } from './project-folder.js';

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};
const policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";
/** Swagger UI sets styles and shows images of its own. */
const docsPolicy = `${policy}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

/** The folders of files that are served: which, under what, and what their pages may load. */
const folders = (): readonly (readonly [prefix: string, root: string, policy: string])[] => [
  ['/', join(projectFolder, 'page'), policy],
  ['/docs/', join(projectFolder, 'page', 'docs'), docsPolicy],
  ['/docs/ui/', dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')), docsPolicy],
];

/**
 * What a browser gets: the page, the API's description as a page and as OpenAPI, and on everything the headers that
 * keep a browser from doing more than it should. Answers of the API are not kept by anybody.
 */
export const serveWeb = async (server: FastifyInstance): Promise<void> => {
  server.addHook('onSend', async (request, reply) => {
    reply.headers(securityHeaders);
    if (!reply.hasHeader('cache-control') && request.url.startsWith('/v1')) reply.header('cache-control', 'no-store');
  });
  for (const [n, [prefix, root, says]] of folders().entries())
    await server.register(fastifyStatic, {
      ...{ root, prefix, decorateReply: n === 0, wildcard: false, index: 'index.html', redirect: false, maxAge: '10m' },
      globIgnore: ['docs/**', '**/*.map', '**/*.md', '**/package.json', '**/index.js', '**/absolute-path.js'],
      setHeaders: (response) => void response.setHeader('content-security-policy', says),
    });
  server.get('/docs', (_, reply) => reply.redirect('/docs/'));
  const description = readFileSync(join(projectFolder, 'docs', 'openapi.json'));
  server.get('/openapi.json', (_, reply) => reply.type('application/json').send(description));
};
