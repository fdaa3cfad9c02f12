import { useQuery } from '@tanstack/react-query';
import { getByHref } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import type { Text } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { useAllianceId } from '../session/session.js';

export type Choice = Readonly<{ id: string; label: string }>;
/** What is known where a field stands: ids in the act's address, and what else was filled in beside it. */
export type Known = Readonly<Record<string, unknown>>;

type Thing = Readonly<Record<string, unknown>> &
  Readonly<{ name?: Text | string; title?: Text; description?: Text; kind?: string }>;
type Source = Readonly<{
  /** Below the alliance; nothing while what it depends on is not known. */
  list: (known: Known) => string | undefined;
  id: string;
  /** Where the items stand in the answer. */
  items?: string;
  only?: (thing: Thing) => boolean;
}>;

const of = (known: Known, name: string): string | undefined => {
  const value = known[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const below = (parent: string, name: string, rest: string) => (known: Known) => {
  const id = of(known, name);
  return id && `${parent}/${id}${rest}`;
};
const units: Source = { list: () => 'units', id: 'unitId' };
const areas: Source = { list: () => 'areas', id: 'areaId' };
const mandates: Source = { list: below('units', 'unitId', '/mandates'), id: 'mandateId' };

/** Where the things come from that a field names by id. */
const sources: Readonly<Record<string, Source>> = {
  unitId: units,
  bookableBy: units,
  actionId: { list: () => 'actions', id: 'actionId' },
  areaIds: areas,
  parentId: areas,
  mandateId: mandates,
  replaces: mandates,
  meetingId: { list: () => 'meetings', id: 'meetingId' },
  motionId: { list: () => 'motions', id: 'motionId' },
  personId: { list: below('units', 'unitId', '/mandates'), id: 'personId' },
  pledgeId: { list: below('projects', 'projectId', '/pledges'), id: 'pledgeId' },
  projectId: { list: () => 'projects', id: 'projectId' },
  requirementId: { list: below('projects', 'projectId', ''), id: 'requirementId', items: 'requirements' },
  resourceId: { list: () => 'resources', id: 'resourceId' },
};

export const hasChoices = (field: string): boolean => field in sources;

type Found = Readonly<{ things: readonly Thing[]; isCut: boolean }>;
/** So many are fetched to be found by typing; nobody looks through more. */
const [page_items, pages_max] = [200, 10];

/** All that is in a list, a page after the other. */
const allOf = async (path: string, items: string, signal: AbortSignal): Promise<Found> => {
  const things: Thing[] = [];
  let next: string | undefined;
  for (let page = 0; page < pages_max; page++) {
    const asked = new URLSearchParams({ limit: String(page_items), ...(next !== undefined && { cursor: next }) });
    const href = items === 'items' ? `${path}?${asked}` : path;
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

/** The things that a field may name. */
export const useChoices = (field: string, known: Known): Choices => {
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
      const { things, isCut } = await allOf(`${base}/${path}`, source?.items ?? 'items', signal);
      if (field !== 'personId') return { things, isCut };
      const ids = [...new Set(things.map(({ personId }) => String(personId)))];
      const people = await Promise.all(ids.map((id) => getByHref(`${base}/people/${id}`, signal) as Promise<Thing>));
      return { things: people, isCut };
    },
  });
  const choices =
    source &&
    data?.things
      .map((thing) => ({ id: String(thing[source.id]), label: labelOf(thing) }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  return { isWanted: path !== undefined, choices, isCut: data?.isCut ?? false, error, retry: () => void refetch() };
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
