import { Channels } from './channels.js';

/** A follower that could look at the log so long ago. */
const follower = (silent_ms: number) => ({ position: 7, silent_ms, listen: () => () => undefined });

it('Who cannot read the log tells nobody that it is live', () => {
  const open = (silent_ms: number) => new Channels(follower(silent_ms), () => undefined).open('a', () => undefined);
  expect(open(1_000)[0].to).toBe(7);
  expect(() => open(60_000)).toThrow('cannot be read');
});
