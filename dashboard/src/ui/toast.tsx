import { useSyncExternalStore } from 'react';

const shown_ms = 6_000;
let message = '';
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const set = (next: string): void => {
  message = next;
  for (const listener of listeners) listener();
};

/** Says for a moment that something was done; also to who does not see it. */
export const toast = (text: string): void => {
  clearTimeout(timer);
  set(text);
  timer = setTimeout(() => set(''), shown_ms);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const Toasts = () => {
  const text = useSyncExternalStore(subscribe, () => message);
  return <div role="status">{text && <p className="toast">{text}</p>}</div>;
};
