/** A word or a sentence of the screen, in both languages; `{name}` is filled in. */
export type Pair = readonly [en: string, zh: string];
/** The words of one part of the dashboard. A word in one language only does not compile. */
export const words = <const W extends Readonly<Record<string, Pair>>>(said: W): W => said;
