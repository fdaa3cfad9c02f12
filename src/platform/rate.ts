/** A token bucket: so many requests at once, and so many more each second. */
export type Rate = Readonly<{ capacity: number; perSecond: number }>;

/** What a bucket says to one more request. */
export type Verdict = Readonly<{
  admitted: boolean;
  /** As far as this instance knows. */
  remaining: number;
  /** Until it is worth asking again; 0 where it was admitted. */
  retry_ms: number;
}>;

/** The part of a minute's requests that may come at once. */
const atOnce = 1 / 6;

export const ratePerMinute = (requests: number): Rate => ({
  capacity: Math.max(1, Math.floor(requests * atOnce)),
  perSecond: requests / 60,
});

/** Until an empty bucket is full. */
export const window_ms = ({ capacity, perSecond }: Rate): number => (capacity / perSecond) * 1_000;
