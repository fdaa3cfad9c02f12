import { startApp, type TestApp } from '../app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { REQUESTS_AT_ONCE: '40' } });
});
afterAll(() => app.close());

it('Whoever waits for what nobody has recorded takes little of the room that there is for all', async () => {
  const alliance = await app.found({ units: ['residents', 'school'] });
  const school = alliance.as('school');
  const beyond = { 'lianjian-after': '999999999999999' };
  const waiting = Array.from({ length: 39 }, () => school.get('units', beyond));
  await new Promise((done) => setTimeout(done, 700));
  const others = await Promise.all(Array.from({ length: 20 }, () => alliance.as('residents').get('units')));
  expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
  const written = await school.post('resources', {
    name: { en: 'Gym' },
    kind: 'venue',
    unitOfMeasure: 'room',
    quantity: 1,
  });
  expect((await school.get(`resources/${written.body.id}`)).status).toBe(200);
  for (const { status, body } of await Promise.all(waiting))
    expect([status, body.type]).toEqual([503, '/problems/not-yet']);
});
