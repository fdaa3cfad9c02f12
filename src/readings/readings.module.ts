import { Module } from '@nestjs/common';
import { ReadingInterceptor } from './reading-interceptor.js';
import { Readings } from './readings.js';

/** Who read what is noted itself. */
@Module({
  providers: [Readings, ReadingInterceptor],
  exports: [ReadingInterceptor],
})
export class ReadingsModule {}
