import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectFolder } from './project-folder.js';

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
 * What a browser gets: the page, the API's description as a page and as OpenAPI, each with a policy that lets it load
 * what it needs and nothing else.
 */
export const serveWeb = async (server: FastifyInstance): Promise<void> => {
  // What stands in the header already is a folder's own policy; else the answer has the one of all answers.
  server.addHook('onSend', async (_, reply) => {
    const own = reply.raw.getHeader('content-security-policy');
    if (own !== undefined) reply.header('content-security-policy', own);
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
