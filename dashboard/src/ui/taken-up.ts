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
    if (box.current) void typeAgain(begins.typed, box.current);
  }, [begins]); // of a field that is there it does not change
  return box;
};

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/**
 * Key by key, as fields take it: each is rendered before the next one, and of a date's parts the next one has the focus.
 * What is typed meanwhile comes after it; who goes elsewhere takes nothing along.
 */
const typeAgain = async (typed: string, field: HTMLElement): Promise<void> => {
  if (typed === '') return;
  const keys = [...typed];
  let isOurs = false;
  const put = (event: InputEvent) => {
    if (isOurs || !event.isTrusted || event.isComposing || event.data === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys.push(...event.data);
  };
  field.addEventListener('beforeinput', put, { capture: true });
  await painted(); // what has the focus only now selects what is in it
  for (let data = keys.shift(); data !== undefined; data = keys.shift()) {
    await painted();
    const focused = document.activeElement;
    if (!field.contains(focused)) break;
    const event = new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true });
    const isTaken = !focused?.dispatchEvent(event);
    isOurs = true; // browsers differ in whether they say so
    if (!isTaken) document.execCommand('insertText', false, data);
    isOurs = false;
  }
  field.removeEventListener('beforeinput', put, { capture: true });
};
