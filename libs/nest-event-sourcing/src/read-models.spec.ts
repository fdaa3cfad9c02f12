import { setTimeout } from 'node:timers/promises';
import { NotYet, ReadModels } from './read-models.js';

describe('Those who wait for a position', () => {
  it('that nobody reaches look together, however many they are, and are told after two seconds', async () => {
    let looks = 0;
    let open = 0;
    let most = 0;
    const query = async () => {
      looks++;
      most = Math.max(most, ++open);
      await setTimeout(2);
      open--;
      return [{ position: 7 }];
    };
    const readModels = new ReadModels({ manager: { query } } as never, 'views_v1');
    const asked = Array.from({ length: 500 }, () => readModels.ask(999, async () => 'never'));
    for (const each of await Promise.allSettled(asked))
      expect(each).toMatchObject({ status: 'rejected', reason: expect.any(NotYet) });
    expect(most).toBe(1);
    expect(looks).toBeLessThan(1_500); // each for itself they would be forty thousand
  });

  it('hear of it from who projects, and ask the database nothing more', async () => {
    const asked: string[] = [];
    const db = { query: async (text: string) => (asked.push(text), [{ position: 5 }]) };
    const transaction = async (_: string, work: (each: typeof db) => unknown) => work(db);
    const readModels = new ReadModels({ manager: db, transaction } as never, 'views_v1', async () => 9);
    readModels.recorded(5);
    readModels.progress.tell(5);
    expect((await readModels.ask(5, async () => 'seen')).position).toBe(5);
    expect(asked.filter((text) => text.startsWith('SELECT position'))).toHaveLength(1); // the answer's own
  });

  it('wait on where a crash of the database took back what they had heard of', async () => {
    let position = 3;
    const db = { query: async () => [{ position }] };
    const transaction = async (_: string, work: (each: typeof db) => unknown) => work(db);
    const readModels = new ReadModels({ manager: db, transaction } as never, 'views_v1');
    readModels.progress.tell(5);
    const asked = readModels.ask(5, async () => 'seen');
    await setTimeout(30);
    position = 6;
    expect(await asked).toMatchObject({ answer: 'seen', position: 6 });
  });
});
