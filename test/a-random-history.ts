import { randomUUID } from 'node:crypto';
import type { Client, TestApp } from './app.js';

const names = ['residents', 'school', 'bank', 'clinic'];
const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces' };
const evidence = { reference: 'receipt 7', sha256: 'a'.repeat(64) };
const why = { reason: 'Because' };
const nowhere = {
  pledges: `projects/${randomUUID()}/pledges`,
  deliveries: `projects/${randomUUID()}/pledges/${randomUUID()}/deliveries`,
};
type Thing = Readonly<{ path: string; owner: Client; of?: Client; requirements?: readonly string[] }>;

/**
 * Lets the units of an alliance do what comes into their heads, over HTTP, whether it is allowed or not.
 *
 * @param choices what is done, by whom and how much: the same numbers tell the same story
 * @returns how often each status was answered. @throws where an answer is neither a success nor a refusal
 */
export const actAtRandom = async (app: TestApp, choices: readonly number[], acts: number) => {
  const alliance = await app.found({ units: names, charter: { chairMayAdmit: true } });
  const chair = alliance.as('residents');
  const members = names.map(alliance.as);
  const [projects, pledges, deliveries]: [Thing[], Thing[], Thing[]] = [[], [], []];
  const [resources, motions]: [Thing[], Thing[]] = [[], []];
  const answers: Record<number, number> = {};

  let turn = 0;
  const choice = (): number => choices[turn++ % choices.length]!;
  const upTo = (most: number): number => 1 + (choice() % most);
  const sometimes = (oneIn: number): boolean => upTo(oneIn) === 1;
  const oneOf = <T>(all: readonly T[]): T => all[choice() % all.length]!;
  const anyone = (): Client => oneOf(members);
  const mostly = (who: Client | undefined): Client => (sometimes(4) || !who ? anyone() : who);

  const say = async (who: Client, path: string, body: object = {}): Promise<string | undefined> => {
    const { status, body: said } = await who.post(path, body);
    answers[status] = (answers[status] ?? 0) + 1;
    if (status >= 500 || status === 400) throw new Error(`${path} ${JSON.stringify(body)}: ${JSON.stringify(said)}`);
    return status === 201 ? said.id : undefined;
  };
  const begin = async (all: Thing[], path: string, body: object, owner: Client, more: Omit<Thing, 'path' | 'owner'> = {}) => {
    const id = await say(owner, path, body);
    if (id) all.push({ path: `${path}/${id}`, owner, ...more });
    return id;
  }; // prettier-ignore
  /** Does something with a thing of these, or with one that is not there. */
  const act = (all: readonly Thing[], kind: string, what: string, body: object = {}, by = (thing: Thing): Client | undefined => thing.owner) => {
    const thing = all.length > 0 && !sometimes(20) ? oneOf(all) : { path: `${kind}/${randomUUID()}`, owner: chair };
    return say(mostly(by(thing)), `${thing.path}/${what}`, body);
  }; // prettier-ignore
  const ofReceiver = ({ of }: Thing): Client | undefined => of;

  const vote = async (about: object, cast: string) => {
    const id = await begin(motions, 'motions', { title: { en: 'A matter' }, about }, mostly(alliance.as('bank')));
    if (!id) return;
    if (sometimes(6)) await say(anyone(), `motions/${id}/interests`, why);
    await say(chair, `motions/${id}/voting`, { closesAt: new Date(Date.now() + 600_000).toISOString() });
    for (const member of members)
      await say(member, `motions/${id}/ballots`, { choice: sometimes(8) ? 'abstain' : cast });
    await say(chair, `motions/${id}/closing`);
    await app.settled();
  };
  const offer = () => ({
    name: { en: 'Lamps' },
    kind: 'goods',
    unitOfMeasure: 'pieces',
    quantity: upTo(60),
    approval: 'automatic',
  });
  const plan = (ids: readonly string[]) => ({
    title: { en: 'Lights' },
    requirements: ids.map((requirementId) => ({
      requirementId,
      ...lamps,
      quantity: upTo(80),
      allowsSurplus: sometimes(2),
    })),
  });
  const propose = async () => {
    const requirements = [randomUUID(), randomUUID()];
    const owner = anyone();
    const projectId = await begin(projects, 'projects', plan(requirements), owner, { requirements });
    if (!projectId || sometimes(5)) return;
    await say(owner, `projects/${projectId}/submission`);
    if (sometimes(4)) return;
    await vote(
      { kind: 'project', projectId, asks: oneOf(['approve', 'approve', 'approve', 'defer', 'decline']) },
      sometimes(6) ? 'against' : 'for',
    );
    if (sometimes(2)) await say(mostly(owner), `projects/${projectId}/start`);
  };
  const pledge = async (who = anyone(), withResource = sometimes(3)) => {
    if (projects.length === 0) return;
    const project = oneOf(projects);
    const resource = withResource && resources.length > 0 ? oneOf(resources) : undefined;
    const body = {
      requirementId: oneOf(project.requirements!),
      quantity: upTo(20),
      ...(resource && { resourceId: resource.path.split('/')[1] }),
    };
    await begin(pledges, `${project.path}/pledges`, body, resource ? mostly(resource.owner) : who, {
      of: project.owner,
    });
  };
  const deliver = async () => {
    if (pledges.length === 0) return;
    const { path, owner, of } = oneOf(pledges);
    await begin(deliveries, `${path}/deliveries`, { quantity: upTo(12), evidence }, mostly(owner), of && { of });
  };
  const suspend = async () => {
    const unit = `units/${alliance.unit(oneOf(names.slice(1))).unitId}`;
    await say(chair, `${unit}/suspension`, why);
    await pledge();
    await say(chair, `${unit}/reinstatement`);
  };
  const join = async () => {
    const [unitId, personId] = [randomUUID(), randomUUID()];
    const who = await app.clientOf(alliance.id, unitId, personId);
    await app.operator.post(`${alliance.path}/people`, { personId, name: 'Li' });
    await say(who, 'units', {
      name: { en: 'New' },
      kind: 'other',
      delegate: { personId, from: '2026-01-01T00:00:00.000Z' },
    });
    await say(chair, `units/${unitId}/${sometimes(4) ? 'decline' : 'admission'}`);
    await begin(resources, 'resources', offer(), who);
    await pledge(who, false);
    await say(who, `units/${unitId}/leave`, why);
  };
  const mandate = async () => {
    const path = `units/${alliance.unit(oneOf(names)).unitId}/mandates`;
    const { personId } = alliance.unit(oneOf(names));
    const id = await say(chair, path, {
      personId,
      kind: oneOf(['deputy', 'liaison']),
      from: '2020-01-01T00:00:00.000Z',
    });
    if (id && sometimes(2)) await say(chair, `${path}/${id}/end`);
  };
  const moves: readonly (() => Promise<unknown>)[] = [
    ...[propose, propose, pledge, pledge, pledge, deliver, deliver, deliver, suspend, join, mandate].map(
      (move) => () => move(),
    ),
    () => vote({ kind: 'other' }, oneOf(['for', 'against', 'abstain'])),
    () => begin(resources, 'resources', offer(), anyone()),
    () => act(resources, 'resources', 'revision', offer()),
    () => act(resources, 'resources', oneOf(['pause', 'resumption', 'resumption'])),
    () =>
      sometimes(3)
        ? act(resources, 'resources', 'withdrawal', { releaseAllocations: sometimes(2) })
        : pledge(anyone(), true),
    () => act(pledges, nowhere.pledges, 'acceptance', {}, ofReceiver),
    () => act(pledges, nowhere.pledges, 'acceptance', {}, ofReceiver),
    () => act(pledges, nowhere.pledges, 'decline', why, ofReceiver),
    () => act(pledges, nowhere.pledges, 'withdrawal', why),
    () => act(deliveries, nowhere.deliveries, 'confirmation', {}, ofReceiver),
    () => act(deliveries, nowhere.deliveries, 'confirmation', {}, ofReceiver),
    () => act(projects, 'projects', oneOf(['submission', 'start', 'completion'])),
    () => act(projects, 'projects', 'revision', plan([randomUUID()])),
    () => (sometimes(4) ? act(projects, 'projects', 'cancellation', why) : pledge()),
    () => act(motions, 'motions', oneOf(['interests', 'withdrawal']), why),
  ];
  for (let n = 0; n < acts; n++) await oneOf(moves)();
  await app.settled();
  return answers;
};
