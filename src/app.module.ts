import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from './access/access.module.js';
import { RefusalInterceptor } from './access/refusal-interceptor.js';
import { SightInterceptor } from './access/sight-interceptor.js';
import { AuditModule } from './audit/audit.module.js';
import type { Config } from './config/config.js';
import { defaultSettings, SettingsModule } from './config/settings.module.js';
import { contextModules } from './context-modules.js';
import { EngineModule } from './engine.module.js';
import { LiveModule } from './live/live.module.js';
import { MetricsController } from './metrics.controller.js';
import { AnswerInterceptor } from './platform/answer-interceptor.js';
import { ListInterceptor } from './platform/list-interceptor.js';
import { PlatformModule } from './platform/platform.module.js';
import { ProblemFilter } from './platform/problem-filter.js';
import { WayOut, type OnWayOut } from './platform/way-out.js';
import { ReadingInterceptor } from './readings/reading-interceptor.js';
import { ProblemsController } from './problems.controller.js';
import { SignInModule } from './sign-in/sign-in.module.js';

@Module({})
export class AppModule {
  /**
   * @param databaseUrl of a migrated database, for the application's role
   * @param ownThread lets the projector run in a thread of its own
   */
  static on(databaseUrl: string, settings: Config = defaultSettings, ownThread = false): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.of(settings),
        CqrsModule.forRoot(),
        EngineModule.on(databaseUrl, ownThread),
        AccessModule,
        PlatformModule,
        SignInModule,
        ...contextModules,
        LiveModule,
        AuditModule,
      ],
      controllers: [ProblemsController, MetricsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...[AnswerInterceptor, ListInterceptor],
        {
          provide: APP_INTERCEPTOR,
          useFactory: (...all: readonly OnWayOut[]) => new WayOut(all),
          inject: [AnswerInterceptor, ListInterceptor, RefusalInterceptor, SightInterceptor, ReadingInterceptor],
        },
      ],
    };
  }
}
