import { asking } from '../api/asking.js';
import { askEarly, queryClient } from '../api/query.js';
import { readersLanguage } from '../i18n/readers-language.js';
import { asOfIn } from '../past/as-of.js';
import { askAhead } from '../pages/asked.js';
import { preload } from '../pages/list.js';
import { beginFront, beginOperator } from './front.js';
import { guessUnit, me } from './session.js';

let beginning: Promise<unknown> = Promise.resolve();

/** Resolves when what the first page begins with is there, or cannot be had. */
export const begun = (): Promise<unknown> => beginning;

/**
 * What every page of an alliance needs, and the page itself, is on its way while the program is still loaded and it is
 * still asked who looks: one after the other, each would wait for a whole way to the server and back.
 *
 * @param path of the address
 */
export const hasten = (path: string): void => {
  asking.language = readersLanguage();
  const [, allianceId, page = ''] = /^\/a\/([0-9a-f-]{36})(.*)$/.exec(path) ?? [];
  if (allianceId) guessUnit(allianceId);
  void queryClient.prefetchQuery(me());
  if (allianceId) beginning = Promise.all([preload(page), ...asked(allianceId, page)]);
  else if (path === '/operator') beginOperator();
  else beginFront();
};

const asked = (allianceId: string, page: string): readonly Promise<unknown>[] => {
  if (asOfIn(location.search)) return []; // how it was is asked once it is known to be there
  const alliance = askEarly(allianceId, '/v1/alliances/{allianceId}', {});
  return location.search === '' ? [alliance, askAhead(page, allianceId)] : [alliance];
};
