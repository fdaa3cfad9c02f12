import { useEffect, useRef } from 'react';

// What lies over a page, as a dialog does, is left by the browser's Back, as a page is. While it is open the history has
// an entry more, of the same address.

type Close = () => boolean;
const open: Close[] = [];
const isOver = (): boolean => (history.state as { over?: boolean } | null)?.over === true;
let [wasOver, at] = [isOver(), location.href];
const note = (): void => void ([wasOver, at] = [isOver(), location.href]);

const lay = (): void => {
  if (!isOver()) history.pushState({ over: true }, '');
  note();
};

/** Closed otherwise, what lay over the page leaves its entry behind: nobody sees a difference, so Back goes on through it. */
window.addEventListener('popstate', () => {
  const isBelow = wasOver && !isOver() && location.href === at;
  note();
  if (!isBelow) return;
  const close = open.at(-1);
  if (!close) history.back();
  else if (!close()) lay();
});
// By these names wouter tells of other ways to another entry.
for (const name of ['pushState', 'replaceState']) window.addEventListener(name, note);

/** Back closes it. @param close says whether it did: else it stays, and Back may be pressed again */
export const useBackCloses = (close: Close): void => {
  const newest = useRef(close);
  useEffect(() => void (newest.current = close));
  useEffect(() => {
    const mine: Close = () => newest.current();
    open.push(mine);
    lay();
    return () => void open.splice(open.indexOf(mine), 1);
  }, []);
};
