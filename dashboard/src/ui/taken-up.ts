import { useEffect, useRef, type RefObject } from 'react';

/** How somebody came to a field before it was loaded: to fill it in, or to choose from what it opens. */
export type Begins = 'focused' | 'open';

/**
 * Goes on with what somebody began at what stood in a field's place: it gets the focus, or opens; nothing of it where they
 * went elsewhere while it was loaded.
 *
 * @returns for the box around the field and its button
 */
export const useTakenUp = (begins: Begins | undefined): RefObject<HTMLDivElement | null> => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (begins === undefined || document.activeElement !== document.body) return;
    if (begins === 'open') box.current?.querySelector('button')?.click();
    else box.current?.querySelector<HTMLElement>('input, [role=spinbutton]')?.focus();
  }, [begins]);
  return box;
};
