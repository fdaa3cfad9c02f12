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
});
