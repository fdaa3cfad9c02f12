import { createElement, lazy, useDeferredValue, useState, type ComponentType } from 'react';

/**
 * A part of a page that is loaded when it is shown; `begin` does so a little before, and `ready` resolves when that is done.
 * Where that fails it is tried again when it is shown, and said there. What is loaded already is shown at once, without its
 * fallback in between.
 */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  let loaded: ComponentType<Props> | undefined;
  const loading = async () => (loaded ??= await load());
  const ready = (): Promise<unknown> => loading().catch(() => undefined);
  const Lazy = lazy(async () => ({ default: await loading() }));
  const Shown = (props: Props) => {
    const [part] = useState(() => loaded ?? Lazy);
    return createElement<Props>(part, props);
  };
  return { begin: (): void => void ready(), ready, Shown };
};

/**
 * Whether what is there may be shown: a moment later, so that it is rendered in slices, between which a slow phone can do
 * what its reader wants. All at once, a page would keep it busy for half a second.
 *
 * @param atFirst false where it comes a moment later also when it is there from the beginning
 */
export const useInSlices = (isThere: boolean, atFirst = isThere): boolean => {
  const isDue = useDeferredValue(isThere, atFirst);
  return isThere && isDue;
};
