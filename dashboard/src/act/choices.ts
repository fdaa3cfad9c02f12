import { useQuery } from '@tanstack/react-query';
import { getByHref } from '../api/client.js';
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
const units: Source = { list: () => 'units?limit=200', id: 'unitId' };
const areas: Source = { list: () => 'areas?limit=200', id: 'areaId' };
const mandates: Source = { list: below('units', 'unitId', '/mandates?limit=200'), id: 'mandateId' };

/** Where the things come from that a field names by id. */
const sources: Readonly<Record<string, Source>> = {
  unitId: units,
  bookableBy: units,
  actionId: { list: () => 'actions?limit=200', id: 'actionId' },
  areaIds: areas,
  parentId: areas,
  mandateId: mandates,
  replaces: mandates,
  meetingId: { list: () => 'meetings?limit=100', id: 'meetingId' },
  motionId: { list: () => 'motions?limit=100', id: 'motionId' },
  personId: { list: below('units', 'unitId', '/mandates?limit=200'), id: 'personId' },
  pledgeId: { list: below('projects', 'projectId', '/pledges?limit=200'), id: 'pledgeId' },
  projectId: { list: () => 'projects?limit=100', id: 'projectId' },
  requirementId: { list: below('projects', 'projectId', ''), id: 'requirementId', items: 'requirements' },
  resourceId: { list: () => 'resources?limit=200', id: 'resourceId' },
};

export const hasChoices = (field: string): boolean => field in sources;

/** The things that a field may name, with names to choose by; undefined while they are not known. */
export const useChoices = (field: string, known: Known): readonly Choice[] | undefined => {
  const allianceId = useAllianceId();
  const { text, value, when, amount, language } = useWords();
  const source = sources[field];
  const path = source?.list(known);
  const { data } = useQuery({
    queryKey: [allianceId, 'choices', field, path],
    enabled: path !== undefined,
    queryFn: async ({ signal }) => {
      const base = `/v1/alliances/${allianceId}`;
      const answer = (await getByHref(`${base}/${path}`, signal)) as Readonly<Record<string, readonly Thing[]>>;
      const things = answer[source?.items ?? 'items'] ?? [];
      if (field !== 'personId') return things;
      const ids = [...new Set(things.map(({ personId }) => String(personId)))];
      return Promise.all(ids.map((id) => getByHref(`${base}/people/${id}`, signal) as Promise<Thing>));
    },
  });
  if (!source || !data) return undefined;
  const labelOf = (thing: Thing): string => {
    const { name, title, description, kind, from, quantity, unitOfMeasure } = thing;
    const said = typeof name === 'string' ? name : text(name ?? title ?? description);
    const parts = [said || value(kind), !said && typeof from === 'string' ? when(from) : ''];
    if (typeof quantity === 'number' && typeof unitOfMeasure === 'string') parts.push(amount(quantity, unitOfMeasure));
    return parts.filter(Boolean).join(' · ');
  };
  return data
    .map((thing) => ({ id: String(thing[source.id]), label: labelOf(thing) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
};
