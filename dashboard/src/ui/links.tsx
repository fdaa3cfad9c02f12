import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { getByHref } from '../api/client.js';
import { useGet, useList, type Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { useAllianceId } from '../session/session.js';

const ofCommittee = /^(motions|meetings|actions)\b/;

/**
 * The page of what an address of the API leads to: below the alliance both are spelled alike, only that what is the
 * committee's stands below it. A pledge, a delivery and the like are shown on the page of their project, a
 * hearing on that of its motion.
 */
export const pageOf = (href: string): string => {
  const path = href
    .replace(/^\/v1\/alliances\/[^/]+\/?/, '')
    .replace(/\/(pledges|fund|milestones|deliveries|hearings)\b.*$/, '');
  if (path === '') return '/';
  return ofCommittee.test(path) ? `/committee/${path}` : `/${path}`;
};

/** The page of a thing that is known by its type and id. */
export const pageOfThing = (category: string, id: string): string | undefined => {
  switch (category) {
    case 'alliance':
      return '/';
    case 'unit':
    case 'resource':
    case 'project':
      return `/${category}s/${id}`;
    case 'motion':
    case 'meeting':
    case 'action':
      return `/committee/${category}s/${id}`;
    default:
      return undefined;
  }
};

export const MaybeLink = ({ href, children }: { href: string | undefined; children: ReactNode }) =>
  href ? <Link href={href}>{children}</Link> : <>{children}</>;

/** The names of the units, by id: asked once, and kept for all who show one. */
export const useUnits = (): ReadonlyMap<string, Schemas['UnitRow']> => {
  const { data = [] } = useList('/v1/alliances/{allianceId}/units', { limit: 200 });
  return new Map(data.map((unit) => [unit.unitId, unit]));
};

/** A unit's name, leading to it. */
export const UnitName = ({ id, plain = false }: { id: string | null | undefined; plain?: boolean }) => {
  const { text, t } = useWords();
  const units = useUnits();
  if (!id) return null;
  const name = text(units.get(id)?.name) || t('common.unknown');
  return plain ? <>{name}</> : <Link href={`/units/${id}`}>{name}</Link>;
};

/** Who a person is, for those who may see it: asked once, and not again with each act. */
export const PersonName = ({ id }: { id: string }) => {
  const path = `/v1/alliances/${useAllianceId()}/people/${id}`;
  const { data } = useQuery({
    queryKey: ['person', path],
    staleTime: 10 * 60_000,
    queryFn: async ({ signal }) => (await getByHref(path, signal)) as Schemas['PersonView'], // what the path answers
  });
  return <>{data?.name ?? '—'}</>;
};

const paths = {
  motion: '/v1/alliances/{allianceId}/motions/{motionId}',
  project: '/v1/alliances/{allianceId}/projects/{projectId}',
  meeting: '/v1/alliances/{allianceId}/meetings/{meetingId}',
} as const;

/** What a motion, a project or a meeting is called, leading to it. */
export const ThingName = ({ type, id }: { type: keyof typeof paths; id: string }) => {
  const { text, value, when } = useWords();
  const { data } = useGet(paths[type], { [`${type}Id`]: id } as never); // each path asks for the id of its own type
  const name = data && ('title' in data ? text(data.title) : when(data.from));
  return <MaybeLink href={pageOfThing(type, id)}>{name ?? value(type)}</MaybeLink>;
};
