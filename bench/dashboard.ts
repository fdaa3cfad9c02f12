// The queries over an alliance's years, and the rebuild of all read models. `--acts 100000 --units 200 --seed 1 --runs 200`;
// `--data FOLDER` keeps what was generated, and takes it up again; `--only dashboard,history,rebuild`;
// `--events 10000000` tells what was generated again and again, by alliances of their own, until the log is so long: for the
// rebuild; with `--one-alliance` by one alliance. `--cells FILE` keeps what was measured of the rebuild.
import { parseArgs } from 'node:util';
import { EventStore } from '../libs/event-sourcing/src/index.js';
import { startedApp } from '../src/cli/application.js';
import { settingsOf, withDatabase } from './database.js';
import { enlarge } from './enlarge.js';
import { keepCells, progressOf, whole } from './figures.js';
import { generate } from './generate.js';
import { measureQueries } from './measure-queries.js';
import { measureRebuild } from './measure-rebuild.js';

const { values: asked } = parseArgs({
  options: {
    acts: { type: 'string', default: '100000' },
    units: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '200' },
    events: { type: 'string', default: '0' },
    'one-alliance': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    data: { type: 'string' },
    cells: { type: 'string' },
  },
});

await withDatabase(asked.data, async (database) => {
  const app = await startedApp({ ...database, where: database.home });
  try {
    const log = app.get(EventStore);
    if ((await log.head()) === 0) {
      const wanted = { acts: Number(asked.acts), units: Number(asked.units), seed: asked.seed };
      const { acts, seconds } = await generate(app, wanted, progressOf('Acts'));
      console.log(
        `${whole(acts)} acts of ${asked.units} units, seed ${asked.seed}: ${seconds.toFixed(1)} s, ${whole(acts / seconds)}/s`,
      );
    }
    console.log(`The log holds ${whole(await log.head())} events.\n`);
    if (asked.only !== 'rebuild')
      await measureQueries(app, database, Number(asked.runs), asked.only.split(',').filter(Boolean));
  } finally {
    await app.close();
  }
  if (Number(asked.events) > 0)
    await enlarge(database.ownerUrl, Number(asked.events), progressOf('Events'), asked['one-alliance']);
  if (asked.only && !asked.only.includes('rebuild')) return;
  const rebuilt = await measureRebuild(database);
  if (asked.cells) await keepCells(asked.cells, await settingsOf(database.superuserUrl), rebuilt);
});
