import { asking } from '../api/asking.js';

const moment = /^([1-9]\d{0,14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z)$/;
/** What stands beside the log, or is none of its answers. */
const beside = /^\/v1\/alliances\/[^/]+\/((people|webhooks|receipts)\/|(ocel|stream)$|meetings\/[^/]+\/minutes\/text$)/;

/** As of what an address asks: an instant, or a log position; nothing for now. */
export const asOfIn = (search: string): string | undefined => {
  const said = new URLSearchParams(search).get('asOf') ?? '';
  return moment.test(said) ? said : undefined;
};

/** Whether a question of the API can be asked as of another moment. */
export const takesAsOf = (path: string): boolean => path.startsWith('/v1/alliances/') && !beside.test(path);

/** What is added to a question, so that it is answered as of the moment that the page shows. */
export const asOfFor = (path: string): Readonly<{ asOf?: string }> =>
  asking.asOf !== undefined && takesAsOf(path) ? { asOf: asking.asOf } : {};

/**
 * An address of the dashboard, at the moment that the page shows: so every link leads to how it was then. What changed between
 * two moments names both itself.
 */
export const keepingAsOf = (to: string): string => {
  const asOf = asOfIn(location.search);
  if (!asOf || !to.startsWith('/a/') || to.includes('/audit/changes?from=')) return to;
  const url = new URL(to, location.origin);
  if (!url.searchParams.has('asOf')) url.searchParams.set('asOf', asOf);
  return url.pathname + url.search + url.hash;
};

/** The address of the page as of another moment; nothing for now. */
export const addressAsOf = (asOf: string | undefined): string => {
  const url = new URL(location.href);
  url.searchParams.delete('asOf');
  if (asOf) url.searchParams.set('asOf', asOf);
  return url.pathname + url.search;
};

/** What time it is for the page, in ms: of a past state its own. */
export const now_ms = (): number => asking.now_ms ?? Date.now();
