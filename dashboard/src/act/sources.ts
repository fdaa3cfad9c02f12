import type { components } from '../api/generated/schema.js';

type Text = components['schemas']['LocalText'];
/** What is known where a field stands: ids in the act's address, and what else was filled in beside it. */
export type Known = Readonly<Record<string, unknown>>;

export type Thing = Readonly<Record<string, unknown>> &
  Readonly<{ name?: Text | string; title?: Text; description?: Text; kind?: string; status?: string }>;
export type Source = Readonly<{
  /** Below the alliance; nothing while what it depends on is not known. */
  list: (known: Known) => string | undefined;
  /** Beside what is known, it may be that this is no choice. */
  isOf?: (known: Known) => boolean;
  id: string;
  /** Where the items stand in the answer. */
  items?: string;
  only?: (thing: Thing, known: Known) => boolean;
  /** Called by the person whose it is. */
  isOfPerson?: boolean;
}>;

const of = (known: Known, name: string): string | undefined => {
  const value = known[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const below = (parent: string, name: string, rest: string) => (known: Known) => {
  const id = of(known, name);
  return id && `${parent}/${id}${rest}`;
};
/** Who applies is only to be admitted; the others are on the roll. */
const units: Source = {
  list: ({ kind }) => (kind === 'admission' ? 'units?status=applied' : 'units'),
  id: 'unitId',
  only: ({ status }, { kind }) => kind === 'admission' || status === 'admitted' || status === 'suspended',
};
/** On an agenda a motion that is not decided; elsewhere the decision from which something follows. */
const motions: Source = {
  list: ({ kind }) => (kind === 'motion' ? 'motions' : 'motions?status=carried'),
  id: 'motionId',
  only: ({ status }, { kind }) => kind !== 'motion' || status === 'tabled' || status === 'voting',
};
const areas: Source = { list: () => 'areas?status=open', id: 'areaId' };
const mandates = { list: below('units', 'unitId', '/mandates'), isOfPerson: true } as const;

/** Where the things come from that a field names by id. */
export const sources: Readonly<Record<string, Source>> = {
  unitId: units,
  bookableBy: units,
  actionId: { list: () => 'actions', id: 'actionId', only: ({ status }) => status !== 'done' },
  areaIds: areas,
  parentId: areas,
  findingId: {
    list: () => 'findings',
    id: 'findingId',
    only: ({ status }) => status !== 'closed' && status !== 'withdrawn',
  },
  id: { list: () => 'motions', id: 'motionId', isOf: ({ kind }) => kind === 'motion' },
  replaces: { ...mandates, id: 'mandateId' },
  meetingId: { list: () => 'meetings?status=open', id: 'meetingId' },
  motionId: motions,
  personId: { ...mandates, id: 'personId' },
  pledgeId: { list: below('projects', 'projectId', '/pledges'), id: 'pledgeId' },
  projectId: { list: () => 'projects', id: 'projectId' },
  requirementId: {
    list: below('projects', 'projectId', ''),
    id: 'requirementId',
    items: 'requirements',
    only: (thing, { unitOfMeasure }) => unitOfMeasure === undefined || thing['unitOfMeasure'] === unitOfMeasure,
  },
  resourceId: {
    list: ({ ownUnitId }) => `resources?status=offered${typeof ownUnitId === 'string' ? `&unitId=${ownUnitId}` : ''}`,
    id: 'resourceId',
  },
};

export const hasChoices = (field: string, known: Known): boolean =>
  field in sources && (sources[field]?.isOf?.(known) ?? true);
