import { useSyncExternalStore } from 'react';

/** Where what was done can be seen. */
type Lead = Readonly<{ label: string; go: () => void }>;
type Message = Readonly<{ text: string; lead?: Lead | undefined }>;

const [shown_ms, leading_ms] = [6_000, 12_000];
const none: Message = { text: '' };
let message = none;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const set = (next: Message): void => {
  message = next;
  for (const listener of listeners) listener();
};

/** Says for a moment that something was done, also to who does not see it, and leads to it. */
export const toast = (text: string, lead?: Lead): void => {
  clearTimeout(timer);
  set({ text, lead });
  timer = setTimeout(() => set(none), lead ? leading_ms : shown_ms);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const Toasts = () => {
  const { text, lead } = useSyncExternalStore(subscribe, () => message);
  const follow = () => {
    set(none);
    lead?.go();
  };
  return (
    <div role="status">
      {text && (
        <p className="toast">
          {text}
          {lead && (
            <button type="button" onClick={follow}>
              {lead.label}
            </button>
          )}
        </p>
      )}
    </div>
  );
};
