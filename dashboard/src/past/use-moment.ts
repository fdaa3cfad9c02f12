import { useQuery } from '@tanstack/react-query';
import { useAllianceId } from '../api/alliance-id.js';
import { client } from '../api/client.js';
import { asking } from '../api/asking.js';
import type { Problem } from '../api/problem.js';

export type Moment = Readonly<{ position: number; at: string | undefined }>;

/**
 * How far the log went at the moment that the page shows, and when that was. Asked before anything else: the first question as
 * of a moment fills its state, and is asked again until that is there.
 */
export const useMoment = (asOf: string | undefined, isWanted: boolean) => {
  const allianceId = useAllianceId();
  return useQuery<Moment, Problem>({
    queryKey: [allianceId, 'moment', asOf],
    enabled: asOf !== undefined && isWanted,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const query = { asOf: asOf ?? '' };
      const { response } = await client.GET('/v1/alliances/{allianceId}', { params: { path: { allianceId }, query }, signal }); // prettier-ignore
      const position = Number(response.headers.get('lianjian-position'));
      return { position, at: await instantOf(allianceId, query.asOf, signal) };
    },
  });
};

/** Of a position it is that of its act, where the reader may see it. */
const instantOf = async (allianceId: string, asOf: string, signal: AbortSignal): Promise<string | undefined> => {
  if (!/^\d+$/.test(asOf)) return asOf;
  const params = { path: { allianceId, position: Number(asOf) } };
  const act = await client
    .GET('/v1/alliances/{allianceId}/history/{position}', { params, signal })
    .catch(() => undefined);
  return act?.data?.at;
};

/** What is asked from here on is asked as of this; the clock is that of then. */
export const lookAt = (asOf: string | undefined, moment: Moment | undefined): void => {
  asking.asOf = asOf;
  asking.now_ms = moment?.at === undefined ? undefined : Date.parse(moment.at);
};
