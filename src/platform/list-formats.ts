import type { FastifyRequest } from 'fastify';
import { columnsOf, csvLine, headerLine } from './csv.js';
import { malformedParameter } from './malformed.js';

/** How a list can be written, beside a page of JSON: its media type, its first line, and one of its items. */
export type ListFormat = Readonly<{ mediaType: string; begin: (item: Function) => string; line: (item: Function) => (of: unknown) => string }>; // prettier-ignore

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
} as const satisfies Readonly<Record<string, ListFormat>>;

/** By a link, it is for a person: a file, whose text a spreadsheet reads as UTF-8. */
export type Wanted = Readonly<{ name: keyof typeof listFormats; byLink: boolean }>;

const names = Object.keys(listFormats) as (keyof typeof listFormats)[]; // as declared above
const json = 'application/json';

/** In which form a list is asked for; nothing for pages of JSON. `format` in the query goes before Accept. */
export const wantedFormat = ({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): Wanted | undefined => {
  const { format } = query as { readonly format?: unknown };
  if (format === 'json') return undefined;
  const name = names.find((each) => each === format);
  if (name) return { name, byLink: true };
  if (format !== undefined) throw malformedParameter('format', 'enum', { en: `takes json, ${names.join(', ')}`, zh: `可取 json、${names.join('、')}` }); // prettier-ignore
  const wished = names.map((each) => ({ each, weight: weightOf(headers.accept, listFormats[each].mediaType) }));
  const [best] = wished.sort((a, b) => b.weight - a.weight);
  return best && best.weight > Math.max(weightOf(headers.accept, json), 0) ? { name: best.each, byLink: false } : undefined;
}; // prettier-ignore

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
