import { Global, Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { HealthParts } from './health-parts.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { RateLimits } from './rate-limits.js';
import { RequestsAtOnce } from './requests-at-once.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [
    RateLimits,
    Metrics,
    HealthParts,
    {
      provide: RequestsAtOnce,
      useFactory: ({ requestsAtOnce_max }: Config) => new RequestsAtOnce(requestsAtOnce_max),
      inject: [Settings],
    },
  ],
  exports: [RateLimits, Metrics, HealthParts, RequestsAtOnce],
})
export class PlatformModule {}
