import { createElement, lazy, useState, type ComponentType } from 'react';
import { Guard } from './guard.js';

/**
 * A part of a page that is loaded when it is shown; `begin` does so a little before, and `ready` resolves when that is done:
 * with whether it is there. Where it cannot be had, or breaks, that is said in its place, and all else stays: after an
 * update of the service the files of before are gone. What is loaded already is shown at once, without its fallback in
 * between.
 */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>, { isPage = false } = {}) => {
  let loaded: ComponentType<Props> | undefined;
  const loading = async () => (loaded ??= await load());
  const ready = (): Promise<boolean> =>
    loading().then(
      () => true,
      () => false,
    );
  const attempt = () => lazy(async () => ({ default: await loading() }));
  let newest = attempt();
  const Shown = (props: Props) => {
    const [part, setPart] = useState(() => loaded ?? newest);
    // One that failed fails for ever: the next to show it, or who tries again, needs another one.
    const fail = () => void (newest = attempt());
    const again = () => setPart(() => loaded ?? newest);
    return createElement(Guard, { isPage, fail, again }, createElement<Props>(part, props));
  };
  return { begin: (): void => void ready(), ready, Shown };
};
