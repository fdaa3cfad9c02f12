import { useQuery } from '@tanstack/react-query';
import { getByHref } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import type { Schemas } from '../api/query.js';
import { logKeys, newestCheckpoint } from './log.js';
import { NotProven, type Checkpoint } from './notes.js';
import { openReceipt, type Held } from './receipt.js';
import { compareWithSeen, type Growth } from './seen.js';

/** What was found; or why what was shown is not proven. */
type Found<T> =
  Readonly<{ isProven: true; growth: Growth; askedAt: string } & T> | Readonly<{ isProven: false; why: string }>;

const foundBy = async <T extends object>(
  look: () => Promise<T & { checkpoint: Checkpoint }>,
  signal: AbortSignal,
): Promise<Found<T & { checkpoint: Checkpoint }>> => {
  try {
    const found = await look();
    const growth = await compareWithSeen(found.checkpoint, signal);
    return { isProven: true, ...found, growth, askedAt: new Date().toISOString() };
  } catch (error) {
    if (error instanceof NotProven) return { isProven: false, why: error.message };
    throw error;
  }
};

const options = { staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false } as const;

/** The newest checkpoint, verified in this browser and compared with the one that it saw last. */
export const useLog = () =>
  useQuery<Found<{ checkpoint: Checkpoint }>, Problem>({
    ...options,
    queryKey: ['log'],
    queryFn: ({ signal }) => foundBy(async () => ({ checkpoint: await newestCheckpoint(signal) }), signal),
  });

/** The proof that the log holds an act, verified in this browser. */
export const useHeld = (act: Schemas['HistoryRow']) =>
  useQuery<Found<Held & { receipt: Schemas['InclusionReceipt'] }>, Problem>({
    ...options,
    queryKey: ['receipt', act.allianceId, act.position],
    queryFn: ({ signal }) =>
      foundBy(async () => {
        const href = `/v1/alliances/${act.allianceId}/receipts/${act.position}`;
        const receipt = (await getByHref(href, signal)) as Schemas['InclusionReceipt']; // what the path answers
        return { receipt, ...(await openReceipt(receipt, act, await logKeys(signal))) };
      }, signal),
  });
