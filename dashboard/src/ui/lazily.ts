import { lazy, type ComponentType } from 'react';

/**
 * A part of a page that is loaded when it is shown; `begin` does so a little before. Where that fails it is tried again when
 * it is shown, and said there.
 */
export const lazily = <Props>(load: () => Promise<ComponentType<Props>>) => ({
  begin: (): void => void load().catch(() => undefined),
  Shown: lazy(async () => ({ default: await load() })),
});
