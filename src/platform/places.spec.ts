import { Overloaded } from '#event-sourcing';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { Places } from './places.js';

async function* lines(): AsyncGenerator<string> {
  yield 'a';
  yield 'b';
}

describe('Places for texts that are written', () => {
  it('are two for a client and so many for all, and free again when a text was read', async () => {
    const places = new Places('lists', 3);
    const one = places.streamed(lines(), places.take('one'));
    const release = places.take('one');
    expect(() => places.take('one')).toThrow(Overloaded);
    const other = places.take('other');
    expect(() => places.take('a third')).toThrow(Overloaded);
    expect(await text(one)).toBe('ab');
    other();
    other();
    release();
    for (const client of ['one', 'one', 'other']) places.take(client);
    expect(() => places.take('other')).toThrow(Overloaded);
  });

  it('are given back by who reads too slowly, or never begins', async () => {
    const places = new Places('lists', 1, 20);
    const slow = places.streamed(lines(), places.take('one'));
    const [error] = await once(slow, 'error');
    expect(error).toMatchObject({ message: 'it was read too slowly' });
    await setTimeout(5);
    expect(() => places.take('other')).not.toThrow();
  });
});
