import { client } from '../api/client.js';

/**
 * The place in the log of the last act that was done by an instant; nothing where there was none yet. A place, and not the instant
 * itself, since history that was brought in from elsewhere was recorded later than it was done.
 */
export const positionBy = async (
  allianceId: string,
  instant: string,
  signal?: AbortSignal,
): Promise<number | undefined> => {
  const query = { until: new Date(Date.parse(instant) + 1).toISOString(), limit: 1 };
  const params = { path: { allianceId }, query };
  const { data } = await client.GET('/v1/alliances/{allianceId}/history', { params, ...(signal && { signal }) });
  return data?.items[0]?.position;
};
