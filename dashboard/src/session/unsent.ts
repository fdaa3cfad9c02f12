import { useEffect, useSyncExternalStore } from 'react';

const dialogs = new Set<object>();
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

/**
 * What is filled in here is not sent yet: the page is not taken away from who was signed out meanwhile, and the browser asks
 * before it leaves it.
 */
export const useUnsent = (isFilled: boolean): void => {
  useEffect(() => {
    const mine = {};
    dialogs.add(mine);
    tell();
    return () => {
      dialogs.delete(mine);
      tell();
    };
  }, []);
  useEffect(() => {
    if (!isFilled) return undefined;
    const ask = (event: Event) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isFilled]);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useIsUnsent = (): boolean => useSyncExternalStore(subscribe, () => dialogs.size > 0);
