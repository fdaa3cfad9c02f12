import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ReadingInterceptor } from './reading-interceptor.js';
import { Readings } from './readings.js';

/** Who read what is noted itself. */
@Module({
  providers: [Readings, { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor }],
})
export class ReadingsModule {}
