import { Injectable, type PipeTransform } from '@nestjs/common';
import { malformedParameter } from './malformed.js';

/** A log position in a path. */
@Injectable()
export class PositionPipe implements PipeTransform<string, number> {
  transform(position: string): number {
    if (!/^[1-9]\d{0,14}$/.test(position)) throw malformedParameter('position', 'pattern', noPosition);
    return Number(position);
  }
}

const noPosition = { en: 'it takes a log position', zh: '须为日志位置' };
