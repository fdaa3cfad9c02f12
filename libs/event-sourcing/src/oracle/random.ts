/** Numbers that look random and are the same for the same seed (mulberry32, Tommy Ettinger). */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    oneIn: (n: number): boolean => below(n) === 0,
    oneOf: <T>(all: readonly T[]): T => all[below(all.length)]!,
  };
};
export type Random = ReturnType<typeof randomFrom>;
