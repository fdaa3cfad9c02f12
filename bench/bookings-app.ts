// The application that the bench of bookings asks, in a process of its own. `fill` writes what has been: an alliance with
// two halls, of which one has been booked fifty thousand times and the other never. `serve` listens.
import { randomUUID } from 'node:crypto';
import {
  EventStore,
  Executor,
  type Decision,
  type Event,
  type StreamCommand,
} from '../libs/event-sourcing/src/index.js';
import { Engine } from '../libs/nest-event-sourcing/src/index.js';
import { foundAlliance } from '../src/alliances/found-alliance.js';
import { httpApp } from '../src/http-app.js';
import { benchSettings } from './settings.js';
import { keysFor } from '../test/keys.js';
import { happened, resourceStream } from '../src/resources/events.js';
import { offerResource } from '../src/resources/offer-resource.js';
import { weekOf } from '../src/resources/weeks.js';
import { Random } from './random.js';

const [databaseUrl = '', task, past = '50000', ahead = '300'] = process.argv.slice(2);
const units_n = 64;
const years = 4;
const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const timeZone = 'Asia/Shanghai';
const events_max = 500;

const app = await httpApp(databaseUrl, { quiet: true, settings: benchSettings, ownThread: true });
const [executor, log, engine] = [app.get(Executor), app.get(EventStore), app.get(Engine)];
const allianceId = randomUUID();
const units = Array.from({ length: units_n }, () => ({ unitId: randomUUID(), personId: randomUUID() }));
const [owner] = units as [(typeof units)[0]];

const issueOf = (actor: { kind: string }, at: string) => {
  const commandId = randomUUID();
  return { commandId, correlationId: commandId, tenantId: allianceId, actor, at };
};
const issue = (to: Decision, subjectId: string, actor: { kind: string }, at: string, body: object) => {
  const command: StreamCommand = Object.assign(new to.command(), body);
  return executor.execute(to, command.for(subjectId, { issue: issueOf(actor, at) }));
};

const founded = async (at: string) => {
  const charter = { timeZone, currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 50 };
  await issue(foundAlliance, allianceId, { kind: 'operator', ...{ clientId: randomUUID() } }, at, {
    name: { en: 'Bench' },
    area: { level: 'community', name: { en: 'Bench' } },
    charter: { ...charter, noticeDays: 7, meetingEveryMonths: 2 },
    units: units.map(({ unitId, personId }, n) => ({
      ...{
        unitId,
        name: { en: `Unit ${n}` },
        kind: 'school',
        delegate: { personId, from: '2015-01-01T00:00:00.000Z' },
      },
    })),
    chair: owner,
  });
  await engine.settled();
};

const offered = async (at: string) => {
  const resourceId = randomUUID();
  const by = { kind: 'representative', ...owner, ...{ clientId: randomUUID() } };
  await issue(offerResource, resourceId, by, at, {
    ...{ name: { en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' },
    ...{ availability: { rrule: 'FREQ=DAILY', start: '06:00', duration: 'PT16H' }, quotaPerWeek: 100 },
  });
  return resourceId;
};

/** A booking of one to three hours on a day, and its end. Few enough seats that it fits whatever else there is. */
const bookingOn = (random: Random, day: number) => {
  const from = day + random.whole(6, 18) * hour_ms - 8 * hour_ms; // by the clocks of Shanghai
  const [begins, ends] = [from, from + random.whole(1, 3) * hour_ms].map((ms) => new Date(ms).toISOString()) as [string, string]; // prettier-ignore
  const ref = { bookingId: randomUUID(), unitId: random.of(units.slice(1)).unitId, quantity: 1 };
  const time = { from: begins, to: ends, week: weekOf(begins, timeZone) };
  return [
    happened('BookingRequested', { ...ref, ...time, ownerId: owner.unitId, sealed: { plain: { purpose: 'Choir' } } }),
    happened('BookingConfirmed', { ...ref, to: ends }),
    happened('BookingUsed', ref),
  ] as const;
};

/** Facts go straight into the log: each day's bookings as they were made, and their ends as the day ended. */
const booked = async (resourceId: string, now: number): Promise<number> => {
  const random = new Random('bookings');
  let at = { streamId: `${resourceStream}-${resourceId}`, revision: 0 };
  const append = async (events: readonly Event[], kind: string, ms: number) => {
    for (let n = 0; n < events.length; n += events_max) {
      const said = { ...issueOf({ kind }, new Date(ms).toISOString()), command: 'Bench', requestHash: 'bench' };
      at = { ...at, revision: (await log.append(at, events.slice(n, n + events_max), said)).revision };
    }
  };
  const today = Math.floor(now / day_ms) * day_ms;
  const days = years * 365;
  for (let day = 0; day < days; day++) {
    const from = Math.floor((Number(past) * day) / days);
    const to = Math.floor((Number(past) * (day + 1)) / days);
    const begins = today + (day - days) * day_ms;
    const those = Array.from({ length: to - from }, () => bookingOn(random, begins));
    await append(those.flatMap(([requested, confirmed]) => [requested, confirmed]), 'clock', begins - day_ms); // prettier-ignore
    await append(those.map(([, , used]) => used), 'clock', begins + 23 * hour_ms); // prettier-ignore
  }
  const coming = Array.from({ length: Number(ahead) }, () => bookingOn(random, today + random.whole(1, 28) * day_ms));
  await append(coming.flatMap(([requested, confirmed]) => [requested, confirmed]), 'clock', now); // prettier-ignore
  return at.revision + 1;
};

if (task === 'fill') {
  await app.init();
  const now = Date.now();
  const before = new Date(now - (years * 365 + 10) * day_ms).toISOString();
  await founded(before);
  const [full, empty] = [await offered(before), await offered(before)];
  const events = await engine.withClockHeld(async () => {
    const written = await booked(full, now);
    await engine.settled(300_000);
    return written;
  });
  const keys = keysFor(app);
  const issued = units.slice(1).map((unit, n) => keys.issue({ kind: 'person', ...unit, allianceId, label: `${n}` }));
  const given = (await Promise.all(issued)).map(({ key }) => key);
  process.send?.({ allianceId, full, empty, events, keys: given });
} else {
  await app.listen(0, '127.0.0.1');
  process.send?.(await app.getUrl());
}
process.on('message', (asked) => {
  if (asked === 'cpu') process.send?.(process.cpuUsage());
  else void app.close().then(() => process.exit());
});
