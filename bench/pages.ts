// The dashboard itself, in Chromium, over an alliance's years: how soon the overview answers, how many rows each page
// holds, and whether an hour of events leaves anything behind. `--acts 100000 --units 200 --seed 1 --rounds 9 --minutes 60`;
// `--data FOLDER` keeps what was generated, and takes it up again; `--only overview,pages,hour`.
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { EventStore } from '../libs/event-sourcing/src/index.js';
import { AllianceRow } from '../src/alliances/alliance-row.js';
import { httpApp } from '../src/http-app.js';
import { launchChromium } from '../test/chromium.js';
import { keysFor } from '../test/keys.js';
import { withDatabase } from './database.js';
import { progressOf, whole } from './figures.js';
import { generate } from './generate.js';
import { measureHour } from './pages-hour.js';
import { measureOverview, measurePages } from './pages-shown.js';
import { benchSettings } from './settings.js';

const { values: asked } = parseArgs({
  options: {
    acts: { type: 'string', default: '100000' },
    units: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '9' },
    minutes: { type: 'string', default: '60' },
    only: { type: 'string', default: 'overview,pages,hour' },
    data: { type: 'string' },
  },
});
const wanted = { acts: Number(asked.acts), units: Number(asked.units), seed: asked.seed };

await withDatabase(asked.data, async ({ url }) => {
  const app = await httpApp(url, { quiet: true, settings: benchSettings, ownThread: true });
  await app.listen(0, '127.0.0.1');
  const browser = await launchChromium();
  try {
    const log = app.get(EventStore);
    if ((await log.head()) === 0) await generate(app, wanted, progressOf('Acts'));
    console.log(`The log holds ${whole(await log.head())} events. ${browser.version()}\n`);
    const { allianceId, offices } = await app.get(DataSource).manager.findOneByOrFail(AllianceRow, {});
    const { unitId, personId } = offices[0]!; // the chair's
    const { key } = await keysFor(app).issue({ kind: 'person', allianceId, unitId, personId, label: 'bench' });
    const place = { url: await app.getUrl(), browser, allianceId, key };
    const isAsked = (what: string) => asked.only.split(',').includes(what);
    if (isAsked('overview')) await measureOverview(place, Number(asked.rounds));
    if (isAsked('pages')) await measurePages(place, app.get(DataSource));
    if (isAsked('hour')) await measureHour(place, app, wanted, Number(asked.minutes));
  } finally {
    await browser.close();
    await app.close();
  }
});
