import { Injectable, type PipeTransform } from '@nestjs/common';
import { malformedParameter } from '../platform/malformed.js';

/** A registered code in one spelling: however it is typed, it is the same organisation's. */
export const inOneSpelling = (registeredCode: string): string => registeredCode.replace(/[\s-]/gu, '').toUpperCase();

/** A registered code in a path. */
@Injectable()
export class RegisteredCodePipe implements PipeTransform<string, string> {
  transform(code: string): string {
    if (!/^[\p{L}\p{N} ()/._-]{1,60}$/u.test(code)) throw malformedParameter('registeredCode', 'pattern', noCode);
    return code;
  }
}

const noCode = { en: 'this is no registered code', zh: '这不是统一社会信用代码' };
