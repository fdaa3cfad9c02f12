import { randomBytes, randomUUID } from 'node:crypto';
import { snapshotBytes_max, type SnapshotStore } from './snapshots.js';

/** What every store of snapshots promises, as long as it forgets nothing. */
export const everySnapshotStore = (name: string, open: () => SnapshotStore | Promise<SnapshotStore>): void =>
  describe(name, () => {
    let store: SnapshotStore;
    beforeAll(async () => void (store = await open()));
    const newStream = () => `thing-${randomUUID()}`;
    const found = async (streamId: string, fold: string) => {
      const content = await store.find(streamId, fold);
      return content && Buffer.from(content).toString('hex');
    };

    it('gives back the bytes that were kept, whatever they are, and nothing where none were', async () => {
      const [streamId, content] = [newStream(), randomBytes(1_000)];
      expect(await found(streamId, 'a')).toBeUndefined();
      await store.keep(streamId, 'a', content);
      expect(await found(streamId, 'a')).toBe(content.toString('hex'));
      await store.keep(streamId, 'a', new Uint8Array());
      expect(await found(streamId, 'a')).toBe('');
    });

    it('keeps one of each stream and fold: the last', async () => {
      const [one, other] = [newStream(), newStream()];
      for (const [n, [streamId, fold]] of [
        [one, 'a'],
        [one, 'b'],
        [other, 'a'],
        [one, 'a'],
      ].entries())
        await store.keep(streamId!, fold!, Uint8Array.of(n));
      expect([await found(one, 'a'), await found(one, 'b'), await found(other, 'a')]).toEqual(['03', '01', '02']);
      expect(await found(one.toUpperCase(), 'a')).toBeUndefined();
    });

    it('keeps one of those that come at once', async () => {
      const [streamId, all] = [newStream(), Array.from({ length: 20 }, (_, n) => Uint8Array.of(n))];
      await Promise.all(all.map((each) => store.keep(streamId, 'a', each)));
      expect(all.map((each) => Buffer.from(each).toString('hex'))).toContain(await found(streamId, 'a'));
    });

    it('keeps the largest that there may be', async () => {
      const [streamId, content] = [newStream(), randomBytes(snapshotBytes_max)];
      await store.keep(streamId, 'a', content);
      expect(content.equals((await store.find(streamId, 'a')) ?? new Uint8Array())).toBe(true);
    });
  });
