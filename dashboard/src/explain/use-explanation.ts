import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getByHref } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import type { Schemas } from '../api/query.js';
import { useAllianceId } from '../session/session.js';
import type { Source } from './figure.js';

export type Explanation = Schemas['Explanation'];
const page_items = 50;

/** Where the API explains a figure. */
export const explanationHref = (allianceId: string, { path, asked = {} }: Source, figure: string): string =>
  `/v1/alliances/${allianceId}/${path}/explain?${new URLSearchParams({ ...asked, figure, limit: String(page_items) })}`;

/** What makes up a figure, a page at a time. All pages are of the moment of the first one, so that it is not asked again. */
export const useExplanation = (source: Source, figure: string) => {
  const href = explanationHref(useAllianceId(), source, figure);
  const query = useInfiniteQuery<Explanation, Problem, readonly Explanation[], readonly string[], string>({
    queryKey: ['explained', href],
    queryFn: async ({ signal, pageParam }) =>
      (await getByHref(pageParam ? `${href}&cursor=${encodeURIComponent(pageParam)}` : href, signal)) as Explanation, // what the path answers
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // A page looks through so many things at most: where none of them adds anything, the next one does it.
  const isBare = query.data?.at(-1)?.items.length === 0 && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (isBare) void fetchNextPage();
  }, [isBare, fetchNextPage]);
  return { ...query, more: hasNextPage ? () => void fetchNextPage() : undefined, isFetchingMore: isFetchingNextPage };
};
