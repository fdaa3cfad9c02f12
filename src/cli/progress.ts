const quiet_ms = 1_000;
const between_ms = 500;

/** Says how far a piece of work is, once it has taken longer than a second. */
export const progressOf = (what: string): ((done: number, of: number) => void) => {
  const began = Date.now();
  let said = began + quiet_ms - between_ms;
  return (done, of) => {
    const now = Date.now();
    if (now - said < between_ms || now - began < quiet_ms) return;
    said = now;
    console.error(`${what}: ${done} of ${of} (${of === 0 ? 100 : Math.floor((100 * done) / of)} %)`);
  };
};
