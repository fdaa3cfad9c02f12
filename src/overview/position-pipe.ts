import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';

/** A log position in a path. */
@Injectable()
export class PositionPipe implements PipeTransform<string, number> {
  transform(position: string): number {
    if (!/^[1-9]\d{0,14}$/.test(position)) throw new BadRequestException(`${position} is no log position`);
    return Number(position);
  }
}
