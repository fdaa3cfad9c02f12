import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';
import { startReceiver } from './webhook-receiver.js';

const words = (field: string) => `忘记-${field}-Vergiss`;
/** What stands in each of them, and nowhere else. */
export const mark = '-Vergiss';
const evidence = { reference: words('evidence'), sha256: 'a'.repeat(64) };

/** All that somebody has said, and what was said of them, where they may say it. */
export const spoken = ['name', 'phone', 'email', 'label', 'statement', 'pause', 'report', 'evidence'].map(words);
export const [name, phone, , , statement] = spoken as [string, string, string, string, string];

const lists = ['history', 'events', 'keys', 'motions', 'actions'];
const forms = ['csv', 'ndjson'];
const rest = [
  'resources',
  'units',
  'open-matters',
  'events?format=cloudevents',
  'ocel',
  'dashboard',
  'difference',
  'samples?seed=1',
  'anomalies',
  'calendar',
];

/** Somebody of an alliance who has a name, contacts and a key, and has said something wherever words are said. */
export const tellOfSomebody = async (app: TestApp) => {
  const personId = randomUUID();
  const alliance = await app.found({ units: ['residents', 'school'] });
  const [chair, school] = ['residents', 'school'].map(alliance.as) as [typeof app.operator, typeof app.operator];
  const { unitId } = alliance.unit('school');
  const receiver = await startReceiver();
  const { body: webhook } = await chair.post('webhooks', { url: `${receiver.url}/hook`, label: 'Desk' });
  await chair.did(`webhooks/${webhook.id}/verification`);
  const { body: feed } = await school.post('feeds', { shows: 'alliance', language: 'zh', label: 'On the wall' });

  const person = { personId, name, phone, email: `${words('email')}@x.example` };
  await app.operator.created(`${alliance.path}/people`, person);
  const mandate = { personId, kind: 'deputy', from: '2020-01-01T00:00:00.000Z' };
  const mandateId = await school.created(`units/${unitId}/mandates`, mandate);
  const keyId = await school.created('keys', { kind: 'person', unitId, personId, label: words('label') });
  const identity = { issuer: 'https://id.example', subject: 'them' };
  await app.operator.post(`${alliance.path}/people/${personId}/identities`, identity);
  const them = await app.clientOf(alliance.id, unitId, personId);
  const motionId = await chair.created('motions', { title: { en: 'A matter' }, about: { kind: 'other' } });
  const { position } = await them.did(`motions/${motionId}/statements`, { words: statement });
  const gym = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 9, approval: 'automatic' };
  const resourceId = await them.created('resources', gym);
  await them.did(`resources/${resourceId}/pause`, { reason: words('pause') });
  const closesAt = new Date(Date.parse(app.clock.now()) + 60_000).toISOString();
  await chair.did(`motions/${motionId}/voting`, { closesAt });
  for (const unit of [chair, school]) await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
  await chair.did(`motions/${motionId}/closing`);
  const due = new Date(Date.parse(app.clock.now()) + 20 * 86_400_000).toISOString().slice(0, 10);
  const actionId = await chair.created('actions', { motionId, title: { en: 'Lights' }, unitId, due });
  await them.did(`actions/${actionId}/report`, { words: words('report'), evidence });
  await app.settled();
  const then = await app.log.head();

  const things = [`motions/${motionId}`, `actions/${actionId}`, `keys/${keyId}`].flatMap((path) => [path, `${path}?asOf=${then}`]); // prettier-ignore
  const paths = [
    ...lists.flatMap((list) => [list, ...forms.map((form) => `${list}?format=${form}`)]),
    ...[...rest, ...things, `stories/${motionId}`, `receipts/${position}`, `history?asOf=${then}`],
    ...['', '/identities', '/subject-access'].map((part) => `people/${personId}${part}`),
  ];
  /** Everything that can be read of the alliance, by who may read it all, and by whom it is sent. */
  const all = async (from = app.url): Promise<string> => {
    const headers = { authorization: `Bearer ${app.operator.key}` };
    const read = async (path: string): Promise<string> => {
      const answer = await fetch(`${from}${path}`, { headers });
      if (answer.status === 503) return read(path); // the state of then is being filled
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return answer.text();
    };
    const texts: string[] = [];
    for (const path of paths) texts.push(await read(`${alliance.path}/${path}`));
    const size = Number((await read('/log/checkpoint')).split('\n')[1]);
    const tiles = ['000', `${String(Math.floor(size / 256)).padStart(3, '0')}.p/${size % 256}`].slice(
      0,
      1 + (size % 256),
    );
    for (const tile of tiles) texts.push(await read(`/log/tile/entries/${tile}`), await read(`/log/tile/0/${tile}`));
    return [...texts, await read(feed.path), ...receiver.all.map(({ body }) => body)].join('\n');
  };
  return { alliance, chair, school, them, personId, unitId, mandateId, motionId, actionId, position, receiver, all };
};
