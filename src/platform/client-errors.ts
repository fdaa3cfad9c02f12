import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { requestProblems, type RequestProblem } from './refusals.js';
import { securityHeaders } from './security-headers.js';

const byCode: Readonly<Record<string, RequestProblem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};

/** A connection, with the answer that is under way on it, by which Node's own handler goes, too. */
type Answering = Socket & { readonly _httpMessage?: object | null };

/** What is said to whoever sends no HTTP, or not in time: there is no request yet that could be answered. */
export const answerClientError = (error: Error & { code?: string }, socket: Answering): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // An answer that has begun cannot be taken back; those before it on the same connection were whole.
  if (!socket.writable || (socket._httpMessage && socket.bytesWritten > 0)) return void socket.destroy(error);
  const code = byCode[error.code ?? ''] ?? 'malformed';
  const { status, en } = requestProblems[code];
  const body = JSON.stringify({ type: `/problems/${code}`, title: en, status, instance: `urn:uuid:${randomUUID()}` });
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
};
