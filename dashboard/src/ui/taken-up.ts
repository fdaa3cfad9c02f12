import { useEffect, useRef, type RefObject } from 'react';

/** How somebody came to a field before it was loaded: to fill it in, or to choose from what it opens; and what they typed. */
export type Begins = Readonly<{ how: 'focused' | 'open'; typed: string }>;

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
    if (begins.how === 'open') box.current?.querySelector('button')?.click();
    else box.current?.querySelector<HTMLElement>('input, [role=spinbutton]')?.focus();
    void typeAgain(begins.typed);
  }, [begins]); // of a field that is there it does not change
  return box;
};

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Key by key, as fields take it: each is rendered before the next one, and of a date's parts the next one has the focus. */
const typeAgain = async (typed: string): Promise<void> => {
  if (typed !== '') await painted(); // what has the focus only now selects what is in it
  for (const data of typed) {
    await painted();
    const event = new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true });
    const isTaken = !document.activeElement?.dispatchEvent(event);
    if (!isTaken) document.execCommand('insertText', false, data);
  }
};
