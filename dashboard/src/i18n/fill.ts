import type { Formats } from './formats.js';

export type Filled = Readonly<Record<string, string | number>>;

/** A sentence with what belongs in it. Numbers are written, and counted, as the language does. */
export const fill = (sentence: string, filled: Filled, { number, form }: Formats): string =>
  sentence.replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, forms: string | undefined) => {
    const value = filled[name] ?? '';
    if (forms !== undefined) return form(Number(value), forms);
    return typeof value === 'number' ? number(value) : value;
  });
