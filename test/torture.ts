import { numbersAsked } from './numbers-asked.js';
import { torture } from './torture/torture.js';

/** So much of what is wrong, but for its ids and numbers, tells its kind; so many of a kind are told whole. */
const [kind_characters, alike_max] = [40, 10];
const usage = `npm run torture -- [--kills 20] [--seed 1] [--instances 3] [--callers 16] [--pause-ms 1500] [--freeze-ms 0] [--standby 0]

Servers and their database are killed with -9 at random instants while many callers work; then everything is looked at.
The last line says what was done and found. With --freeze-ms half of what would be killed stands still instead (SIGSTOP), so
long at most. With --standby 1 the database has a synchronous one, which is promoted where the database is killed, and gets
another one. With KURRENTDB_URL the log is there; with --log-server "COMMAND", once for each node of it, the nodes are
started by the commands, and one after the other killed as well.`;

const defaults = { kills: 20, seed: 1, instances: 3, callers: 16, 'pause-ms': 1500, 'freeze-ms': 0, standby: 0 };
const asked = numbersAsked(usage, defaults, ['log-server']);
const {
  kills,
  instances,
  callers,
  'pause-ms': pause_ms_max,
  'freeze-ms': freeze_ms_max,
  'log-server': commands,
} = asked;
const seed = String(asked.seed);
const url = process.env['KURRENTDB_URL'];
if (commands.length > 0 && !url) throw new Error('--log-server needs KURRENTDB_URL beside it');
const onProgress = (done: number) => process.stderr.write(`\r${done} of ${kills}`);
const kurrentdb = url ? { url, commands } : undefined;
const standby = asked.standby > 0;
const trial = { kills, seed, instances, callers, pause_ms_max, freeze_ms_max, onProgress, standby, kurrentdb };
const { counts, findings } = await torture(trial);
const shown = new Map<string, number>();
for (const each of findings) {
  const kind = each.replace(/[0-9a-f-]{36}|\d+/g, '…').slice(0, kind_characters);
  const times = (shown.get(kind) ?? 0) + 1;
  shown.set(kind, times);
  if (times <= alike_max) console.log(`\n${each}`);
}
for (const [kind, times] of shown) if (times > alike_max) console.log(`\n${times} begin with: ${kind}`);
const of = (name: string): number => counts[name] ?? 0;
console.log(
  `\nseed ${seed}, ${of('seconds')} s: ${kills} kills (${of('servers')} of a server, ${of('database')} of the database, ${url ? `${of('log')} of the log's, ` : ''}${of('all')} of all at once${freeze_ms_max > 0 ? `; ${of('still')} only stood still` : ''}), ` +
    `${of('commands')} commands (${of('acknowledged')} acknowledged, ${of('refused')} refused, ${of('again')} times asked again), ${of('reads')} reads of what was acknowledged, ` +
    `${of('events')} events (${of('reactions')} answers of reactions, ${of('keptAnswers')} kept as refused, ${of('deadlines')} deadlines kept), ${of('rows')} rows rebuilt; ` +
    (findings.length === 0 ? 'nothing wrong' : `${findings.length} things are wrong`),
);
process.exitCode = findings.length === 0 ? 0 : 1;
