import { Global, Module, type DynamicModule } from '@nestjs/common';
import { config, type Config } from './config.js';

/** The settings, for who is made by Nest: `@Inject(Settings) settings: Config`. */
export const Settings = Symbol('settings');

/** What stands where nothing is set. */
export const defaultSettings: Config = config({});

@Global()
@Module({})
export class SettingsModule {
  static of(settings: Config): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: Settings, useValue: settings }],
      exports: [Settings],
    };
  }
}
