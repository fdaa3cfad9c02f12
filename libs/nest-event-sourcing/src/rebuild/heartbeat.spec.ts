import { setTimeout } from 'node:timers/promises';
import { Heartbeat } from './heartbeat.js';

it('What beats is not on its way any more once it has stopped: nothing is said after the last word', async () => {
  const said: string[] = [];
  const heart = new Heartbeat(async () => {
    await setTimeout(50);
    said.push('all is well');
  }, 5);
  await setTimeout(20); // one is on its way
  await heart.stop();
  said.push('it failed');
  await setTimeout(80);
  expect(said).toEqual(['all is well', 'it failed']);
});
