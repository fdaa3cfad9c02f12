import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Malformed } from './malformed.js';

/** Bounds of a body, checked before it is parsed. No command of ours comes near them. */
export const depth_max = 32;
export const values_max = 20_000;
const numberDigits_max = 30;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const whole = { string: /"[^"\\]*(?:\\.[^"\\]*)*"/y, number: /-?[\d.eE+-]+/y };

/**
 * JSON as RFC 7493 wants it of two who must understand the same by it: UTF-8, and each name once in an object. Nothing
 * deep, nothing endless, and no name that would be more than a name to JavaScript.
 *
 * @throws Malformed
 */
export const parseJson = (bytes: Buffer): unknown => {
  if (bytes.length === 0)
    throw new Malformed({ en: 'The body is empty: send {} at least.', zh: '请求正文为空：至少应发送 {}。' });
  const text = textOf(bytes);
  checkBounds(text);
  try {
    return JSON.parse(text);
  } catch {
    throw notJson; // what the parser says quotes the body
  }
};

const notJson = new Malformed({ en: 'The body is no JSON.', zh: '请求正文不是有效的 JSON。' });

const textOf = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed({ en: 'The body is not UTF-8.', zh: '请求正文不是 UTF-8 编码。' });
  }
};

/** One pass over the text, which need not be JSON: what is not is for the parser to say. */
const checkBounds = (text: string): void => {
  const open: (Set<string> | undefined)[] = []; // the names of an object so far; an array has none
  let values = 0;
  for (let at = 0, isName = false; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        isName = text[at] === '{';
        if (open.push(isName ? new Set() : undefined) > depth_max)
          refuse(`nests more than ${depth_max} deep`, `嵌套超过 ${depth_max} 层`);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        isName = open.at(-1) !== undefined;
        if (++values > values_max) refuse(`holds more than ${values_max} values`, `包含超过 ${values_max} 个值`);
        break;
      case '"': {
        const string = wholeAt('string', text, at);
        if (string === '') throw notJson; // and looking for other strings in it could take for ever
        if (isName) checkName(string, open.at(-1));
        isName = false;
        at += string.length - 1;
        break;
      }
      default:
        at += numberAt(text, at);
    }
  }
};

const wholeAt = (what: keyof typeof whole, text: string, at: number): string => {
  whole[what].lastIndex = at;
  return whole[what].exec(text)?.[0] ?? '';
};

/** How many characters to pass over. */
const numberAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if ((code < 48 || code > 57) && code !== 45) return 0;
  const { length } = wholeAt('number', text, at);
  if (length > numberDigits_max)
    refuse(`holds a number of more than ${numberDigits_max} digits`, `包含超过 ${numberDigits_max} 位的数字`);
  return Math.max(0, length - 1);
};

const checkName = (string: string, names: Set<string> | undefined): void => {
  const name = string.includes('\\') ? unescaped(string) : string.slice(1, -1);
  if (name === '__proto__') refuse('holds a name that no object may have: __proto__', '包含不允许的名称：__proto__');
  if (names?.has(name)) refuse('names something twice', '中同一对象内有重复的名称');
  names?.add(name);
};

const unescaped = (string: string): string => {
  try {
    return JSON.parse(string);
  } catch {
    return string; // the parser will say so
  }
};

const refuse = (en: string, zh: string): never => {
  throw new Malformed({ en: `The body ${en}.`, zh: `请求正文${zh}。` });
};

/** Reads what is sent as JSON. */
export const readJson = (server: FastifyInstance): void => {
  server.removeContentTypeParser(['text/plain', 'application/json']);
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, ({ headers }, body, done) => {
    try {
      if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new UnsupportedMediaTypeException();
      done(null, parseJson(body as Buffer)); // as it was asked for
    } catch (error) {
      done(error as Error);
    }
  });
};
