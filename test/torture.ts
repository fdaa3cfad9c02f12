import { numbersAsked } from './numbers-asked.js';
import { torture } from './torture/torture.js';

const usage = `npm run torture -- [--kills 20] [--seed 1] [--instances 3] [--callers 16] [--pause-ms 1500] [--standby 0]

Servers and their database are killed with -9 at random instants while many callers work; then everything is looked at.
The last line says what was done and found. With --standby 1 the database has a synchronous one, which is promoted where the
database is killed, and gets another one. With KURRENTDB_URL the log is there; with --log-server "COMMAND", once for each
node of it, the nodes are started by the commands, and one after the other killed as well.`;

const defaults = { kills: 20, seed: 1, instances: 3, callers: 16, 'pause-ms': 1500, standby: 0 };
const asked = numbersAsked(usage, defaults, ['log-server']);
const { kills, instances, callers, 'pause-ms': pause_ms_max, 'log-server': commands } = asked;
const seed = String(asked.seed);
const url = process.env['KURRENTDB_URL'];
if (commands.length > 0 && !url) throw new Error('--log-server needs KURRENTDB_URL beside it');
const onProgress = (done: number) => process.stderr.write(`\r${done} of ${kills}`);
const kurrentdb = url ? { url, commands } : undefined;
const standby = asked.standby > 0;
const trial = { kills, seed, instances, callers, pause_ms_max, onProgress, standby, kurrentdb };
const { counts, findings } = await torture(trial);
for (const each of findings.slice(0, 100)) console.log(`\n${each}`);
const of = (name: string): number => counts[name] ?? 0;
console.log(
  `\nseed ${seed}, ${of('seconds')} s: ${kills} kills (${of('servers')} of a server, ${of('database')} of the database, ${url ? `${of('log')} of the log's, ` : ''}${of('all')} of all at once), ` +
    `${of('commands')} commands (${of('acknowledged')} acknowledged, ${of('refused')} refused, ${of('again')} times asked again), ${of('reads')} reads of what was acknowledged, ` +
    `${of('events')} events (${of('reactions')} answers of reactions, ${of('keptAnswers')} kept as refused, ${of('deadlines')} deadlines kept), ${of('rows')} rows rebuilt; ` +
    (findings.length === 0 ? 'nothing wrong' : `${findings.length} things are wrong`),
);
process.exitCode = findings.length === 0 ? 0 : 1;
