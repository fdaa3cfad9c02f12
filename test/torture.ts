// npm run torture -- [--kills 20] [--seed 1] [--instances 3] [--callers 16] [--pause-ms 1500]: servers and their database are killed with -9 at
// random instants while many callers work; then everything is looked at. The last line says what was done and found.
// KURRENTDB_URL, where it names a server, has the log there; with --log-server "COMMAND", once for each node of it, that is started
// by the commands, and one of its nodes after the other killed as well.
import { parseArgs } from 'node:util';
import { torture } from './torture/torture.js';

const whole = (name: string, text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`--${name} takes a whole number`);
  return Number(text);
};
const taken = (value: string) => ({ type: 'string', default: value }) as const;
const { values } = parseArgs({
  options: {
    ...{ kills: taken('20'), seed: taken('1'), instances: taken('3'), callers: taken('16'), 'pause-ms': taken('1500') },
    'log-server': { type: 'string', multiple: true, default: [] },
  },
});
const asked = (name: Exclude<keyof typeof values, 'log-server'>): number => whole(name, values[name]);

const url = process.env['KURRENTDB_URL'];
const nodes = values['log-server'];
if (nodes.length > 0 && !url) throw new Error('--log-server needs KURRENTDB_URL beside it');
const onProgress = (kills: number) => process.stderr.write(`\r${kills} of ${asked('kills')}`);
const { counts, findings } = await torture({
  ...{
    kills: asked('kills'),
    seed: values.seed,
    instances: asked('instances'),
    callers: asked('callers'),
    pause_ms_max: asked('pause-ms'),
    onProgress,
    kurrentdb: url ? { url, commands: nodes } : undefined,
  },
});
const {
  seconds,
  servers,
  database,
  log,
  all,
  commands,
  acknowledged,
  refused,
  again,
  reads,
  events,
  reactions,
  deadlines,
  keptAnswers,
  rows,
} = counts;
for (const each of findings.slice(0, 100)) console.log(`\n${each}`);
console.log(
  `\nseed ${values.seed}, ${seconds} s: ${asked('kills')} kills (${servers} of a server, ${database} of the database, ${url ? `${log} of the log's, ` : ''}${all} of all at once), ` +
    `${commands} commands (${acknowledged} acknowledged, ${refused} refused, ${again} times asked again), ${reads} reads of what was acknowledged, ` +
    `${events} events (${reactions} answers of reactions, ${keptAnswers} kept as refused, ${deadlines} deadlines kept), ${rows} rows rebuilt; ` +
    (findings.length === 0 ? 'nothing wrong' : `${findings.length} things are wrong`),
);
process.exitCode = findings.length === 0 ? 0 : 1;
