/**
 * A word or a sentence of the screen, in both languages. `{n}` is filled in; `{n:falls|fall}` is the form that goes with
 * the number that is filled in: that of one, or that of all others. Chinese needs none.
 */
export type Pair = readonly [en: string, zh: string];
/** The words of one part of the dashboard. A word in one language only does not compile. */
export const words = <const W extends Readonly<Record<string, Pair>>>(said: W): W => said;
