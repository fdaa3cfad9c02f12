import { Injectable } from '@nestjs/common';
import { Box, openedBox } from '../platform/sealed.js';
import { Keyring } from './keyring.js';

type Language = 'en' | 'zh';

/** What stands where a person’s words or name stood. @param at ISO 8601, UTC */
export const erased = (at: string, language: Language): string => {
  const day = at.slice(0, 10);
  return language === 'zh' ? `已删除个人信息的人员（${day}）` : `a person, erased on ${day}`;
};

/** Opens what is sealed in an answer that is about to leave. */
@Injectable()
export class Telling {
  constructor(private readonly keyring: Keyring) {}

  /** The same answer with what was said; of who was erased, that they were. */
  async opened<T>(answer: T, language: Language): Promise<T> {
    const boxes: Box[] = [];
    collect(answer, boxes);
    if (boxes.length === 0) return answer;
    await this.keyring.load(boxes.map(({ of }) => of));
    return replaced(answer, (box) => this.#open(box, language)) as T; // of the same shape
  }

  #open(box: Box, language: Language): unknown {
    const key = this.keyring.keyOf(box.of);
    if (key) return openedBox(key, box);
    const at = this.keyring.erasedAt(box.of);
    if (at === undefined) throw new Error(`there is no key for the words of ${box.of}`);
    return box.otherwise === 'nothing' ? null : erased(at, language);
  }
}

const isPlain = (value: object): boolean => {
  const of: unknown = Object.getPrototypeOf(value);
  return of === Object.prototype || of === null;
};

const collect = (value: unknown, boxes: Box[]): void => {
  if (value instanceof Box) boxes.push(value);
  else if (Array.isArray(value)) for (const each of value) collect(each, boxes);
  else if (typeof value === 'object' && value !== null && isPlain(value))
    for (const each of Object.values(value)) collect(each, boxes);
};

const replaced = (value: unknown, by: (box: Box) => unknown): unknown => {
  if (value instanceof Box) return by(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, by));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, by)]));
};
