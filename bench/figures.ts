import { writeFile } from 'node:fs/promises';

/** The value that so large a part of all stays under, 0.5 for the median. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;
export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** What a bench measured, one cell for each turn of each contender, for whoever makes something else of it. */
export type Cells<Cell = unknown> = Readonly<{ settings: Readonly<Record<string, string>>; cells: readonly Cell[] }>;
export const keepCells = (file: string, settings: Cells['settings'], cells: readonly unknown[]): Promise<void> =>
  writeFile(file, JSON.stringify({ settings, cells }));

/** Prints rows as a Markdown table: what is printed is what docs/performance.md holds. */
export const printTable = (rows: readonly Readonly<Record<string, string | number>>[]): void => {
  const heads = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => heads.map((head) => String(row[head] ?? '')));
  const widths = heads.map((head, n) => Math.max(head.length, ...cells.map((each) => each[n]!.length)));
  const line = (each: readonly string[]) => `| ${each.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`;
  console.log([line(heads), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n'));
};

/** Says how far a piece of work is, every two seconds. */
export const progressOf = (what: string): ((done: number, of: number) => void) => {
  const began = Date.now();
  let said = began;
  return (done, of) => {
    const now = Date.now();
    if (now - said < 2_000) return;
    said = now;
    console.error(`${what}: ${whole(done)} of ${whole(of)}, ${whole((done * 1_000) / (now - began))}/s`);
  };
};
