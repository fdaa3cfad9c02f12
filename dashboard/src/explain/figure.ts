/** An answer with figures, below the alliance, and what was asked for it. */
export type Source = Readonly<{ path: string; asked?: Readonly<Record<string, string>> }>;

/** A figure that a page shows. */
export type Figure = Readonly<{
  of: Source;
  /** Where it stands in the answer: `/resources/venue,rooms/quantity`. */
  path: string;
  label: string;
  value: number;
  /** Its unit of measure; a currency makes it money, `%` a part of a hundred. */
  measure?: string | undefined;
}>;

/** @param note how a figure is worked out that is none of the API's own */
export type Explained = Readonly<{ title: string; figures: readonly Figure[]; note?: string | undefined }>;

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * Names the figures of an answer. What is no number is no figure: it gives none.
 *
 * @param at the fields on the way to it; an element of a list by what tells it from the others, with commas between
 */
export const figuresOf =
  (of: Source) =>
  (label: string, at: readonly string[], value: number | null | undefined, measure?: string): readonly Figure[] =>
    typeof value === 'number'
      ? [{ of, path: at.map((part) => `/${escaped(part)}`).join(''), label, value, measure }]
      : [];
