import { startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const within = (ms: number) => new Date(Date.parse(here.app.clock.now()) + ms).toISOString();
const dayIn = (days: number) => within(days * day_ms + 8 * hour_ms).slice(0, 10);
/** A day in Shanghai, as a time. */
const whole = (day: string) => ({
  day,
  from: new Date(Date.parse(`${day}T00:00:00.000Z`) - 8 * hour_ms).toISOString(),
  to: new Date(Date.parse(`${day}T00:00:00.000Z`) + 16 * hour_ms).toISOString(),
});
const calendar = async (query = ''): Promise<any[]> => (await here.clinic.got(`calendar${query}`)).items;

describe('The calendar', () => {
  it('of an alliance with nothing before it is empty', async () => {
    const elsewhere = await here.app.found({ units: ['park'] });
    expect(await elsewhere.as('park').got('calendar')).toEqual({ items: [] });
  });

  it('shows in the order of time what is at a time, and what is due on a day', async () => {
    const { alliance, residents, bank, school, approved, pledged, decide, idOf } = here;
    const of = await approved({ due: dayIn(5) }, { due: dayIn(400) });
    const { pledge, pledgeId } = await pledged(of, 12, { until: dayIn(2) });
    const motionId = await decide({ kind: 'other' });
    const [done, declined] = await Promise.all(
      [3, 3].map((days) =>
        residents.created('actions', { motionId, title: { en: 'Signs' }, unitId: idOf('bank'), due: dayIn(days) }),
      ),
    );
    await bank.did(`actions/${done}/report`, { words: 'Done' });
    await bank.did(`actions/${declined}/decline`, { reason: 'No hands' });
    const voted = await bank.created('motions', { title: { en: 'A feast?' }, about: { kind: 'other' } });
    const hearing = { kind: 'hearing', from: within(6 * day_ms), place: { en: 'School' } };
    const hearingId = await residents.created(`motions/${voted}/hearings`, hearing);
    const open = await bank.created('motions', { title: { en: 'Bins' }, about: { kind: 'other' } });
    const closesAt = within(7 * day_ms);
    await residents.did(`motions/${open}/voting`, { closesAt });
    const time = (days: number) => ({ from: within(days * day_ms), to: within(days * day_ms + hour_ms) });
    const meeting = { ...time(8), place: { en: 'Property home' } };
    const meetingId = await residents.created('meetings', meeting);
    const dropped = await residents.created('meetings', { ...time(10), place: { en: 'Park' } });
    await residents.did(`meetings/${dropped}/cancellation`, { reason: 'Rain' });
    const gym = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'owner' };
    const availability = { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' };
    const resourceId = await school.created('resources', { ...gym, availability });
    const booked = time(9);
    const bookings = `resources/${resourceId}/bookings`;
    const bookingId = await bank.created(bookings, { quantity: 20, ...booked });
    const refused = await bank.created(bookings, { quantity: 20, ...booked });
    await school.did(`${bookings}/${refused}/decline`, { reason: 'Ours' });

    const lights = { type: 'project', id: of.projectId, title: { zh: '路灯', en: 'Street lights' } };
    const no = { within: null, unitId: null, to: null, day: null, quantity: null, unitOfMeasure: null };
    const at = (path: string) => ({ href: `${alliance.path}/${path}` });
    const all = await calendar();
    expect(all.filter(({ kind, from }) => kind !== 'vote-closes' || from === closesAt)).toEqual([
      {
        ...{ ...no, ...whole(dayIn(2)), ...at(pledge), kind: 'pledge-until', status: 'accepted', within: lights },
        ...{ unitId: idOf('bank'), quantity: 12, unitOfMeasure: 'pieces' },
        subject: { type: 'pledge', id: pledgeId, title: { en: 'Lamps' } },
      },
      {
        ...{ ...no, ...whole(dayIn(3)), ...at(`actions/${done}`), kind: 'action-due', status: 'reported' },
        ...{ unitId: idOf('bank'), subject: { type: 'action', id: done, title: { en: 'Signs' } } },
      },
      {
        ...{ ...no, ...whole(dayIn(5)), ...at(of.project), kind: 'requirement-due', status: 'short', within: lights },
        ...{ quantity: 40, unitOfMeasure: 'pieces' },
        subject: { type: 'requirement', id: of.requirementIds[0], title: { en: 'Lamps' } },
      },
      {
        ...{ ...no, ...at(`motions/${voted}/hearings/${hearingId}`), kind: 'hearing', status: 'called' },
        ...{ from: hearing.from, within: { type: 'motion', id: voted, title: { en: 'A feast?' } } },
        subject: { type: 'hearing', id: hearingId, title: hearing.place },
      },
      {
        ...{ ...no, ...at(`motions/${open}`), kind: 'vote-closes', status: 'voting', from: closesAt },
        subject: { type: 'motion', id: open, title: { en: 'Bins' } },
      },
      {
        ...{ ...no, ...time(0), ...at(`meetings/${meetingId}`), kind: 'meeting', status: 'convened' },
        ...{ from: meeting.from, to: meeting.to, subject: { type: 'meeting', id: meetingId, title: meeting.place } },
      },
      {
        ...{ ...no, ...at(`${bookings}/${bookingId}`), kind: 'booking', status: 'requested', ...booked },
        ...{ unitId: idOf('bank'), quantity: 20, unitOfMeasure: 'seats' },
        subject: { type: 'booking', id: bookingId, title: gym.name },
        within: { type: 'resource', id: resourceId, title: gym.name },
      },
    ]);
    for (const { href } of all) expect((await school.get(href)).status).toBe(200);
    expect(await calendar('?kind=meeting')).toEqual(all.filter(({ kind }) => kind === 'meeting'));
    expect(await calendar(`?from=${meeting.from}&until=${within(8 * day_ms + 1_000)}&kind=meeting`)).toHaveLength(1);
    expect(await calendar(`?from=${within(11 * day_ms)}`)).toEqual([]);
    expect(await calendar(`?until=${within(1_000)}&kind=action-due`)).toEqual([]);

    const paged = [];
    for (let path: string | undefined = 'calendar?limit=2'; path;) {
      const { body, headers } = await bank.get(path);
      paged.push(...body.items);
      path = /<(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
  });

  it('is of a time that ends after it begins, of at most 92 days', async () => {
    const from = within(0);
    const refused = async (until: string) => (await here.bank.get(`calendar?from=${from}&until=${until}`)).body;
    expect(await refused(from)).toMatchObject({ status: 409, type: '/problems/period-empty' });
    const long = await refused(new Date(Date.parse(from) + 92 * day_ms + 1).toISOString());
    expect(long).toMatchObject({ status: 409, type: '/problems/period-too-long', data: { days: 92 } });
    for (const query of ['from=today', 'kind=x', 'day=1', 'cursor=x'])
      expect((await here.bank.get(`calendar?${query}`)).status).toBe(400);
  });
});
