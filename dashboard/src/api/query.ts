import {
  infiniteQueryOptions,
  keepPreviousData,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { asOfFor } from '../past/as-of.js';
import { useAllianceId } from './alliance-id.js';
import { asking, client, getByHref } from './client.js';
import type { components, paths } from './generated/schema.js';
import { Problem } from './problem.js';

export type Schemas = components['schemas'];
export type Text = Schemas['LocalText'];

type Gets = { [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { 'application/json': unknown } } } } } ? P : never }[keyof paths]; // prettier-ignore
type ParametersOf<P extends Gets> = paths[P]['get'] extends { parameters: infer T } ? T : never;
type PathOf<P extends Gets> =
  ParametersOf<P> extends { path: infer T extends object } ? Omit<T, 'allianceId'> : unknown;
type FilterOf<P extends Gets> = ParametersOf<P> extends { query?: infer Q extends object } ? Optional<Q> : unknown;
/** What is not filtered by may be said as undefined. */
type Optional<T> = { [K in keyof T]: T[K] | undefined };

/** What a question answers, by its path. */
export type AnswerOf<P extends Gets> = paths[P]['get'] extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never; // prettier-ignore
export type ItemOf<P extends Gets> = AnswerOf<P> extends { items: (infer I)[] } ? I : never;
export type Lists = { [P in Gets]: AnswerOf<P> extends { items: unknown[] } ? P : never }[Gets];
export type Asked<P extends Gets> = PathOf<P> & FilterOf<P>;

/** How often a question is asked again; until the state of then is filled, for half an hour. */
const [failures_max, fillings_max] = [2, 1_800];

/** Whose session or key ended is asked anew who they are, and comes to the sign-in. */
const onError = (error: Error, { queryKey }: { queryKey: readonly unknown[] }): void => {
  if (error instanceof Problem && error.status === 401 && queryKey[0] !== 'me')
    void queryClient.invalidateQueries({ queryKey: ['me'] });
};

/** Answers are of this session, alliance and language: all three are in front of each key. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  defaultOptions: {
    queries: {
      networkMode: 'always', // whether the server is there, which may be this machine, the browser does not know
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) =>
        error instanceof Problem && error.mayPass && failures < (error.isFilling ? fillings_max : failures_max),
      retryDelay: (failures, error) =>
        error instanceof Problem && error.isFilling ? (error.retryAfter_ms ?? 1_000) : 500 * 2 ** failures,
    },
  },
});

const fetchGet = async <P extends Gets>(path: P, given: object, signal: AbortSignal): Promise<AnswerOf<P>> => {
  const names = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const entries = Object.entries({ ...asOfFor(path), ...given }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const params = {
    path: Object.fromEntries(entries.filter(([name]) => names.has(name))),
    query: Object.fromEntries(entries.filter(([name]) => !names.has(name))),
  };
  // The edge between one function for all questions and the client's types, which know each by its own path.
  const get = client.GET as unknown as (path: string, init: object) => Promise<{ data: AnswerOf<P> }>;
  const { data } = await get(path, { params, signal });
  return asking.asOf === undefined ? data : withoutActs(data);
};

/** Of what was, nothing is offered to be done. */
const withoutActs = <A>(answer: A): A => {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { acts, items } = answer as { acts?: unknown; items?: readonly unknown[] };
  return {
    ...answer,
    ...(Array.isArray(acts) && { acts: [] }),
    ...(Array.isArray(items) && { items: items.map(withoutActs) }),
  };
};

const getOf = <P extends Gets>(allianceId: string, path: P, asked: Asked<P>) => ({
  queryKey: [allianceId, path, asked, asking.asOf],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchGet(path, { allianceId, ...(asked as object) }, signal) as Promise<object>,
});

const listOf = <P extends Lists>(allianceId: string, path: P, asked: Asked<P>) =>
  infiniteQueryOptions({
    queryKey: [allianceId, path, asked, asking.asOf, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      fetchGet(path, { allianceId, ...(asked as object), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => (last as { next?: string }).next,
    maxPages: pages_max,
  });

/** Asks for what a page will ask for, before it is there; where that fails, the page asks itself. */
export const askEarly = async <P extends Gets>(
  allianceId: string,
  path: P,
  asked: Asked<P>,
): Promise<AnswerOf<P> | undefined> =>
  queryClient.fetchQuery(getOf(allianceId, path, asked)).catch(() => undefined) as Promise<AnswerOf<P> | undefined>; // what the path says

/** The same of a list: its first page, or nothing. */
export const askListEarly = async <P extends Lists>(
  allianceId: string,
  path: P,
  asked: Asked<P>,
): Promise<readonly ItemOf<P>[]> => {
  const found = await queryClient.fetchInfiniteQuery(listOf(allianceId, path, asked)).catch(() => undefined);
  return found?.pages.flatMap((page) => (page as { items: ItemOf<P>[] }).items) ?? [];
};

/**
 * Asks, and asks again whenever something happened. The alliance is the one that is shown.
 *
 * @param asked the parameters of the path and of the query, by name
 * @param isWanted false while what is asked for is not known yet
 */
export const useGet = <P extends Gets>(
  path: P,
  asked: Asked<P>,
  isWanted = true,
): UseQueryResult<AnswerOf<P>, Problem> => {
  const allianceId = useAllianceId();
  const query = useQuery<object, Problem>({ ...getOf(allianceId, path, asked), enabled: isWanted });
  return query as UseQueryResult<AnswerOf<P>, Problem>; // what the path says that it answers
};

/** A list, a page at a time: `items` so far, and `more` where there is more. */
export const useList = <P extends Lists>(path: P, asked: Asked<P>, isWanted = true): List<ItemOf<P>> => {
  const query = useInfiniteQuery({
    ...listOf(useAllianceId(), path, asked),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const items = useMemo(() => pages?.flatMap((page) => (page as { items: ItemOf<P>[] }).items), [pages]);
  const { error, failureReason, isFetchingNextPage, hasNextPage } = query;
  return {
    data: items,
    error: error as Problem | null,
    failureReason: failureReason as Problem | null,
    refetch: () => void query.refetch(),
    more: hasNextPage ? () => void query.fetchNextPage() : undefined,
    isFetchingMore: isFetchingNextPage,
  };
};

/** A list as far as it was asked for, and the way to more of it. */
export type List<T> = Readonly<{
  data: readonly T[] | undefined;
  error: Problem | null;
  /** Why it was not answered the last time, while it is asked again. */
  failureReason?: Problem | null;
  refetch: () => void;
  more: (() => void) | undefined;
  isFetchingMore: boolean;
}>;
/**
 * Pages that are of one moment, which the first of them settles: not asked again, whatever happens.
 *
 * @param path of the API, with what is asked
 */
export const usePages = <T extends { next?: string }>(path: string) => {
  const query = useInfiniteQuery<T, Problem, readonly T[], readonly unknown[], string>({
    queryKey: ['pages', path, asking.asOf],
    queryFn: async ({ signal, pageParam }) =>
      (await getByHref(pageParam ? `${path}&cursor=${encodeURIComponent(pageParam)}` : path, signal)) as T, // what the path answers
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return { ...query, more: hasNextPage ? () => void fetchNextPage() : undefined, isFetchingMore: isFetchingNextPage };
};

/** A list that is followed for long keeps no more than this many pages. */
const pages_max = 20;
