import type { INestApplication } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { openApi } from '../src/description/openapi.js';
import type { Schema, Schemas } from './from-schema.js';
import { sendHttp } from './http.js';

/** A route as the API description shows it. */
export type Operation = Readonly<{
  name: string;
  method: 'GET' | 'POST';
  path: string;
  id: string;
  /** The ids in its path, and those that it is said to have. */
  params: readonly string[];
  declared: readonly string[];
  /** The name of its body's schema, which is that of its command. */
  body: string | undefined;
  query: readonly Schema[];
  creates: boolean;
  /** It needs no key. */
  open: boolean;
}>;

/** Every route that the application describes, and the schemas of what they take. */
export const described = (app: INestApplication): { operations: readonly Operation[]; schemas: Schemas } => {
  const document = openApi(app, new Map());
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Schema>).map(([method, said]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as 'GET' | 'POST',
      path,
      id: said['operationId'],
      params: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
      declared: (said['parameters'] ?? [])
        .filter((each: Schema) => each['in'] === 'path')
        .map((each: Schema) => each['name']),
      body: said['requestBody']?.content['application/json'].schema.$ref.split('/').at(-1),
      query: (said['parameters'] ?? []).filter((each: Schema) => each['in'] === 'query'),
      creates: '201' in said['responses'],
      open: said['security'].length === 0,
    })),
  );
  return { operations, schemas: document.components!.schemas as unknown as Schemas };
};

/** The path with these ids in it, and ids of nothing where one is missing. */
export const at = ({ path }: Pick<Operation, 'path'>, ids: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID());

export type Said = Readonly<{ status: number; headers: Headers; body: any; text: string }>;
export type Asks = Readonly<{ key?: string; headers?: Readonly<Record<string, string>>; raw?: string; body?: unknown }>;

/** Sends exactly this. `raw` is a body as it stands, `body` one that becomes JSON. */
export const asking =
  (url: string) =>
  async (method: string, path: string, { key, headers = {}, raw, body }: Asks = {}): Promise<Said> => {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const {
      status,
      headers: told,
      text,
    } = await sendHttp(`${url}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: content,
    });
    const isJson = told.get('content-type')?.includes('json');
    return { status, headers: told, body: isJson && text ? JSON.parse(text) : text, text };
  };

/** What is wrong with an answer that should be a problem document of this status; nothing where it is one. */
export const problemOf = ({ status, headers, body }: Said, wanted: number | readonly number[]): string | undefined => {
  const odd = (what: string) => `${what}: ${status} ${JSON.stringify(body).slice(0, 300)}`;
  if (![wanted].flat().includes(status)) return odd(`not ${[wanted].flat().join(' or ')}`);
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return odd('no problem document');
  if (!/^\/problems\/[a-z-]+$/.test(body.type)) return odd('no type');
  if (typeof body.title !== 'string' || body.title.length < 3) return odd('no title');
  if (body.status !== status) return odd('another status');
  if (!/^urn:uuid:[0-9a-f-]{36}$/.test(body.instance)) return odd('no instance');
  return undefined;
};
