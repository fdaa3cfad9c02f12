import { Slots } from './slots.js';

/** Work that ends when it is told to. */
const works = () => {
  const ends = new Map<string, () => void>();
  const begun: string[] = [];
  const work = (name: string) => () =>
    new Promise<void>((end) => {
      begun.push(name);
      ends.set(name, end);
    });
  const over = async (name: string) => {
    ends.get(name)!();
    await new Promise(setImmediate);
  };
  return { begun, work, over };
};

it('So many work at once, and of one so many; who waits for nobody of its own goes first', async () => {
  const slots = new Slots(3, 2);
  const { begun, work, over } = works();
  const all = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((name) => slots.take(name[0]!, work(name)));
  await new Promise(setImmediate);
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await over('b1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2']);
  await over('b2');
  expect(begun.at(-1)).toBe('c1');
  await over('a1');
  expect(begun.at(-1)).toBe('a3');
  for (const name of ['a2', 'a3', 'c1']) await over(name);
  await Promise.all(all);
});

it('What fails leaves its place', async () => {
  const slots = new Slots(1, 1);
  await expect(slots.take('a', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  await expect(slots.take('a', async () => 1)).resolves.toBe(1);
});
