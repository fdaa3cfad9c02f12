import { useQuery } from '@tanstack/react-query';
import { useAllianceId } from '../api/alliance-id.js';
import { getByHref } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import { useWords } from '../i18n/language.js';
import { sources, type Known, type Source, type Thing } from './sources.js';

export type Choice = Readonly<{ id: string; label: string }>;
type Found = Readonly<{ things: readonly Thing[]; isCut: boolean }>;
/** So many are fetched to be found by typing; nobody looks through more. */
const [page_items, pages_max] = [200, 10];

/** All that is in a list, a page after the other. */
const allOf = async (path: string, items: string, signal: AbortSignal): Promise<Found> => {
  const things: Thing[] = [];
  let next: string | undefined;
  for (let page = 0; page < pages_max; page++) {
    const asked = new URLSearchParams({ limit: String(page_items), ...(next !== undefined && { cursor: next }) });
    const href = items === 'items' ? `${path}${path.includes('?') ? '&' : '?'}${asked}` : path;
    const answer = (await getByHref(href, signal)) as Readonly<Record<string, readonly Thing[]>> & { next?: string };
    things.push(...(answer[items] ?? []));
    next = answer.next;
    if (next === undefined) break;
  }
  return { things, isCut: next !== undefined };
};

/** What a field may name: by names to choose by, once they are known. */
export type Choices = Readonly<{
  /** Whether it can be asked for, or depends on something that is still to be filled in. */
  isWanted: boolean;
  choices: readonly Choice[] | undefined;
  /** There are more than were fetched. */
  isCut: boolean;
  error: Problem | null;
  retry: () => void;
}>;

/** The things that a field may name, and those that it names already. */
export const useChoices = (field: string, known: Known, named?: unknown): Choices => {
  const allianceId = useAllianceId();
  const labelOf = useLabels();
  const { language } = useWords();
  const source = sources[field];
  const path = source?.list(known);
  const base = `/v1/alliances/${allianceId}`;
  const { data, error, refetch } = useQuery<Found, Problem>({
    queryKey: [allianceId, 'choices', field, path],
    enabled: path !== undefined,
    queryFn: async ({ signal }) => {
      const found = await allOf(`${base}/${path}`, source?.items ?? 'items', signal);
      return source?.isOfPerson ? { ...found, things: await withNames(found.things, base, signal) } : found;
    },
  });
  const choices =
    source &&
    data &&
    [...choicesOf(source, data.things, known, [named].flat())]
      .filter(([id]) => id !== (known['already'] as Readonly<Record<string, string>> | undefined)?.[field])
      .map(([id, thing]) => ({ id, label: labelOf(thing) }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  return { isWanted: path !== undefined, choices, isCut: data?.isCut ?? false, error, retry: () => void refetch() };
};

/** Each thing once, by its id. */
const choicesOf = ({ id, only }: Source, things: readonly Thing[], known: Known, named: readonly unknown[]) =>
  new Map(
    things
      .filter((thing) => !only || only(thing, known) || named.includes(thing[id]))
      .map((thing) => [String(thing[id]), thing] as const),
  );

/** Mandates with the names of those who hold them. */
const withNames = async (things: readonly Thing[], base: string, signal: AbortSignal): Promise<readonly Thing[]> => {
  const ids = [...new Set(things.map(({ personId }) => String(personId)))];
  const people = await Promise.all(ids.map((id) => getByHref(`${base}/people/${id}`, signal) as Promise<Thing>));
  const names = new Map(ids.map((id, n) => [id, people[n]?.name]));
  return things.map((thing) => ({ ...thing, name: names.get(String(thing['personId'])) ?? '' }));
};

/** What a thing is called among others: a meeting by its time, a pledge by its amount. */
const useLabels = () => {
  const { text, value, when, amount } = useWords();
  return (thing: Thing): string => {
    const { name, title, description, kind, from, quantity, unitOfMeasure } = thing;
    const said = typeof name === 'string' ? name : text(name ?? title ?? description);
    const parts = [said || value(kind), !said && typeof from === 'string' ? when(from) : ''];
    if (typeof quantity === 'number' && typeof unitOfMeasure === 'string') parts.push(amount(quantity, unitOfMeasure));
    return parts.filter(Boolean).join(' · ');
  };
};
