import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';

/** A registered code in one spelling: however it is typed, it is the same organisation's. */
export const inOneSpelling = (registeredCode: string): string => registeredCode.replace(/[\s-]/gu, '').toUpperCase();

/** A registered code in a path. */
@Injectable()
export class RegisteredCodePipe implements PipeTransform<string, string> {
  transform(code: string): string {
    if (!/^[\p{L}\p{N} ()/._-]{1,60}$/u.test(code)) throw new BadRequestException('this is no registered code');
    return code;
  }
}
