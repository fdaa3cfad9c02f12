import type { FastifyRequest } from 'fastify';
import { columnsOf, csvLine, headerLine } from './csv.js';
import { malformedParameter } from './malformed.js';

/** How a list can be written, beside a page of JSON: its media type, and its text, item by item. */
export type ListFormat = Readonly<{
  mediaType: string;
  /** How a file of it ends, where that is not the format's name. */
  extension?: string;
  begin: (item: Function) => string;
  line: (item: Function) => (of: unknown) => string;
  /** What stands between two items. */
  between?: string;
  end?: string;
}>;
export type ListFormats = Readonly<Record<string, ListFormat>>;

/** The formats of every list. */
export const listFormats = {
  csv: {
    mediaType: 'text/csv',
    begin: (item) => headerLine(columnsOf(item)),
    line: (item) => {
      const columns = columnsOf(item);
      return (of) => csvLine(columns, of);
    },
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    begin: () => '',
    line: () => (of) => `${JSON.stringify(of)}\n`,
  },
} as const satisfies ListFormats;

/** By a link, it is for a person: a file, whose text a spreadsheet reads as UTF-8. */
export type Wanted = Readonly<{ name: string; byLink: boolean }>;

const json = 'application/json';
type Forms = Readonly<Record<string, Readonly<{ mediaType: string }>>>;

/** In which form an answer is asked for; nothing for JSON. `format` in the query goes before Accept. */
export const wantedFormat = (
  { query, headers }: Pick<FastifyRequest, 'query' | 'headers'>,
  forms: Forms = listFormats,
): Wanted | undefined => {
  const { format } = query as { readonly format?: unknown };
  const names = Object.keys(forms);
  if (format === 'json') return undefined;
  const name = names.find((each) => each === format);
  if (name) return { name, byLink: true };
  if (format !== undefined) throw malformedParameter('format', 'enum', { en: `takes json, ${names.join(', ')}`, zh: `可取 json、${names.join('、')}` }); // prettier-ignore
  const wished = Object.entries(forms).map(([each, { mediaType }]) => ({ each, weight: weightOf(headers.accept, mediaType) })); // prettier-ignore
  const [best] = wished.sort((a, b) => b.weight - a.weight);
  return best && best.weight > Math.max(weightOf(headers.accept, json), 0) ? { name: best.each, byLink: false } : undefined; // prettier-ignore
};
/** How much a media type is wished for (RFC 9110, 12.5.1); only JSON is meant by a wildcard. */
const weightOf = (accept: string | undefined, mediaType: string): number => {
  const ranges = (accept ?? '*/*').slice(0, 1_000).toLowerCase().split(',');
  const weights = ranges.map((range) => {
    const [type = '', ...parameters] = range.split(';').map((each) => each.trim());
    const weight = parameters.find((each) => each.startsWith('q='))?.slice(2);
    const meant = type === mediaType || (mediaType === json && (type === '*/*' || type === 'application/*'));
    return meant ? (weight === undefined ? 1 : Number(weight) || 0) : 0;
  });
  return Math.max(...weights);
};
