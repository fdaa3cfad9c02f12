import { BadRequestException } from '@nestjs/common';

/** A text of ours for people, in both languages. */
export type Words = Readonly<{ en: string; zh: string }>;

/** What is wrong at one place: in a body under a JSON pointer, RFC 6901; else in a parameter or a header. */
export type Fault = Readonly<{ pointer: string } | { parameter: string } | { header: string }> &
  Readonly<{ rule: string; detail: Words }>;

/** A request that cannot be read, and why, in both languages. */
export class Malformed extends BadRequestException {
  constructor(
    readonly words: Words,
    readonly faults: readonly Fault[] = [],
  ) {
    super({ message: words.en, errors: faults.map(({ detail, ...fault }) => ({ ...fault, detail: detail.en })) });
  }
}

/** A parameter of the query or the path that does not take what it was given. */
export const malformedParameter = (parameter: string, rule: string, detail: Words): Malformed =>
  new Malformed(
    { en: `The parameter ${parameter} is not valid: ${detail.en}.`, zh: `参数 ${parameter} 无效：${detail.zh}。` },
    [{ parameter, rule, detail }],
  );

export const unknownParameter = (parameter: string): Malformed =>
  malformedParameter(parameter, 'additionalProperties', { en: 'there is none of this name', zh: '没有这个参数' });

export const malformedHeader = (header: string, rule: string, detail: Words): Malformed =>
  new Malformed(
    { en: `The header ${header} is not valid: ${detail.en}.`, zh: `请求头 ${header} 无效：${detail.zh}。` },
    [{ header, rule, detail }],
  );
