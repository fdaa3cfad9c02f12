// The application that the bench of commands asks, in a process of its own: projects that take pledges, keys of units,
// and an echo that passes the same checks and records nothing.
import { Body, Controller, Module, Param } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  EventStore,
  Executor,
  type Call,
  type Decision,
  type StreamCommand,
} from '../libs/event-sourcing/src/index.js';
import { Engine } from '../libs/nest-event-sourcing/src/index.js';
import { Called } from '../src/access/principal.js';
import { foundAlliance } from '../src/alliances/found-alliance.js';
import { httpApp } from '../src/http-app.js';
import { standardCharter } from '../test/alliance-history.js';
import { keysFor } from '../test/keys.js';
import { now_ms, type Moment } from './lag.js';
import { benchSettings } from './settings.js';
import { profiling } from './where.js';
import { IdPipe } from '../src/platform/id-pipe.js';
import { PlatformModule } from '../src/platform/platform.module.js';
import { Acts, Creates } from '../src/platform/routes.js';
import { approveProject } from '../src/projects/approve-project.js';
import { MakePledge } from '../src/projects/make-pledge.js';
import { proposeProject } from '../src/projects/propose-project.js';
import { submitProject } from '../src/projects/submit-project.js';
import { WithdrawPledge } from '../src/projects/withdraw-pledge.js';

const [databaseUrl = ''] = process.argv.slice(2);
const projects_n = 1_000;
const units_n = 64;
const allianceId = randomUUID();

@Controller('v1/alliances/:allianceId/echoes/:projectId/pledges')
class EchoController {
  @Creates('', 'pledge')
  makePledge(@Param('projectId', IdPipe) projectId: string, @Body() command: MakePledge, @Called() call: Call) {
    return echoed(command.for(projectId, call));
  }
  @Acts(':pledgeId/withdrawal')
  withdrawPledge(
    @Param('projectId', IdPipe) projectId: string,
    @Param('pledgeId', IdPipe) pledgeId: string,
    @Body() command: WithdrawPledge,
    @Called() call: Call,
  ) {
    return echoed(command.for(projectId, call, { pledgeId }));
  }
}
const echoed = ({ subjectId }: StreamCommand) => ({ streamId: `project-${subjectId}`, revision: 0, position: 0 });
Module({ controllers: [...Reflect.getMetadata('controllers', PlatformModule), EchoController] })(PlatformModule);

const app = await httpApp(databaseUrl, { quiet: true, settings: benchSettings, ownThread: true });
await app.listen(0, '127.0.0.1');
const [executor, keys] = [app.get(Executor), keysFor(app)];

const issue = (to: Decision, subjectId: string, actor: { kind: string }, body: object) => {
  const commandId = randomUUID();
  const call = { commandId, correlationId: commandId, tenantId: allianceId, actor, at: new Date().toISOString() };
  const command: StreamCommand = Object.assign(new to.command(), body);
  return executor.execute(to, command.for(subjectId, { issue: call }));
};
const as = (kind: string, more: object) => ({ kind, ...more });

const units = Array.from({ length: units_n }, () => ({ unitId: randomUUID(), personId: randomUUID() }));
const [chair] = units as [(typeof units)[0]];
await issue(foundAlliance, allianceId, as('operator', { clientId: randomUUID() }), {
  name: { en: 'Bench' },
  area: { level: 'community', name: { en: 'Bench' } },
  charter: standardCharter,
  units: units.map(({ unitId, personId }, n) => ({
    ...{ unitId, name: { en: `Unit ${n}` }, kind: 'school', delegate: { personId, from: '2020-01-01T00:00:00.000Z' } },
  })),
  chair,
});
await app.get(Engine).settled();
const projects = await Promise.all(
  Array.from({ length: projects_n }, async () => {
    const [projectId, requirementId] = [randomUUID(), randomUUID()];
    const proposer = as('representative', { ...chair, clientId: randomUUID() });
    const needed = {
      requirementId,
      kind: 'labour',
      description: { en: 'Hands' },
      unitOfMeasure: 'hours',
      quantity: 1_000_000,
      allowsSurplus: true,
    };
    await issue(proposeProject, projectId, proposer, { title: { en: 'Bench' }, requirements: [needed] });
    await issue(submitProject, projectId, proposer, {});
    await issue(approveProject, projectId, as('reaction', { name: 'bench', eventId: randomUUID() }), {
      motionId: randomUUID(),
    });
    return { projectId, requirementId };
  }),
);
await app.get(Engine).settled(60_000);
const issued = units.map((unit, n) => keys.issue({ kind: 'person', ...unit, allianceId, label: `bench ${n}` }));
process.send?.({
  url: await app.getUrl(),
  allianceId,
  projects,
  keys: (await Promise.all(issued)).map(({ key }) => key),
});
const lag = async () => {
  const [head, states] = await Promise.all([app.get(EventStore).head(), app.get(Engine).states()]);
  return head - Math.min(...states.filter(({ name }) => name !== 'clock').map(({ position }) => position));
};
/** Of each ten receipts one, while somebody watches. */
let acknowledged: Moment[] | undefined;
let receipts = 0;
executor.onRecorded(({ position }) => {
  if (acknowledged && receipts++ % 10 === 0) acknowledged.push([position, now_ms()]);
});
let where: ReturnType<typeof profiling> | undefined;
process.on('message', (asked) => {
  if (asked === 'cpu') process.send?.(process.cpuUsage());
  else if (asked === 'memory') process.send?.(process.memoryUsage());
  else if (asked === 'profile') where = profiling();
  else if (asked === 'where') void where?.().then((parts) => process.send?.(parts));
  else if (asked === 'watch') process.send?.((acknowledged = []));
  else if (asked === 'watched') {
    process.send?.(acknowledged);
    acknowledged = undefined;
  } else if (asked === 'lag') void lag().then((events) => process.send?.(events));
  else void app.close().then(() => process.exit());
});
