import { useEffect } from 'react';
import { useAllianceId } from '../api/alliance-id.js';
import { usePages, type Schemas } from '../api/query.js';
import type { Source } from './figure.js';

export type Explanation = Schemas['Explanation'];
const page_items = 50;

/** Where the API explains a figure. */
export const explanationHref = (allianceId: string, { path, asked = {} }: Source, figure: string): string =>
  `/v1/alliances/${allianceId}/${path}/explain?${new URLSearchParams({ ...asked, figure, limit: String(page_items) })}`;

/** What makes up a figure, a page at a time. All pages are of the moment of the first one, so that it is not asked again. */
export const useExplanation = (source: Source, figure: string) => {
  const href = explanationHref(useAllianceId(), source, figure);
  const query = usePages<Explanation>(href);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // A page looks through so many things at most: where none of them adds anything, the next one does it.
  const isBare = query.data?.at(-1)?.items.length === 0 && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (isBare) void fetchNextPage();
  }, [isBare, fetchNextPage]);
  return query;
};
