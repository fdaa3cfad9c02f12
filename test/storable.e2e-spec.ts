import { Engine } from '#nest-event-sourcing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { quantity_max } from '../src/platform/fields.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type TestApp } from './app.js';
import { valuesOf, type Schemas } from './from-schema.js';
import { asking, at, described, type Operation } from './requests.js';

// Whatever a body may be, it is decided or refused; what is decided can be stored, read and shown.

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
let ask: ReturnType<typeof asking>;
let operations: readonly Operation[];
let schemas: Schemas;

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app);
  ask = asking(app.url);
  ({ operations, schemas } = described(app.nest));
});
afterAll(() => app.close());

const seed = 20_261_122;
const numRuns = 12;
const statusesOfAnswers = [200, 201, 400, 403, 404, 409, 412, 422];

/** Mostly ids of things that are there. */
const idOf = (field: string) => {
  const known = story.ids[field as keyof typeof story.ids] as string | undefined;
  return known === undefined
    ? undefined
    : fc.oneof({ weight: 2, arbitrary: fc.constant(known) }, fc.uuid({ version: 4 }));
};
const keyOf = ({ body, params }: Operation): string =>
  !params.includes('allianceId')
    ? app.operator.key
    : ['ReviseResource', 'ReviseProject', 'MakePledge', 'GiveMandate'].includes(body!)
      ? story.school.key
      : story.chair.key;

/** No reader of the log stands still. */
const keepsUp = async (): Promise<void> => {
  await app.settled();
  const states = await app.nest.get(Engine).states();
  expect(states.filter(({ fault }) => fault).map(({ name, fault }) => `${name}: ${fault}`)).toEqual([]);
};

it('Whatever validates is decided or refused, stored, folded and shown', async () => {
  const writes = operations.filter(({ method }) => method === 'POST');
  const answered: Record<number, number> = {};
  for (const each of writes) {
    const bodies = valuesOf(schemas[each.body!]!, schemas, { optional: 'some', idOf });
    const judge = async (body: unknown) => {
      const said = await ask('POST', at(each, story.ids), { key: keyOf(each), body });
      answered[said.status] = (answered[said.status] ?? 0) + 1;
      if (!statusesOfAnswers.includes(said.status)) throw new Error(`${each.name}: ${said.text}`);
      // A text that is too long in bytes, or a rule that no schema says, may still be refused, but never as malformed:
      if (said.status === 400) throw new Error(`${each.name} does not take what its schema takes: ${said.text}`);
    };
    await fc.assert(fc.asyncProperty(bodies, judge), {
      seed,
      numRuns,
      endOnFailure: true,
      interruptAfterTimeLimit: 20_000,
    });
  }
  expect((answered[201] ?? 0) + (answered[200] ?? 0)).toBeGreaterThan(60); // or it has tested refusals only
  await keepsUp();
});

it('What was stored is read back as it was said', async () => {
  const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 500 });
  const words = fc.oneof(texts, fc.constant('𠮷'.repeat(500)), fc.constant('\u2028\\u0000"\\'), fc.constant('\u0001'));
  const fits = (text: string) => text.isWellFormed() && !text.includes('\0') && /\S/u.test(text);
  await fc.assert(
    fc.asyncProperty(words.filter(fits), fc.integer({ min: 1, max: quantity_max }), async (text, quantity) => {
      const needed = {
        kind: 'goods',
        description: { zh: text },
        unitOfMeasure: [...text].slice(0, 40).join(''),
        quantity,
      };
      if (!/\S/u.test(needed.unitOfMeasure)) return;
      const projectId = await story.chair.created('projects', { title: { en: text }, requirements: [needed] });
      const shown = await story.chair.got(`projects/${projectId}`);
      expect(shown.title).toEqual({ en: text });
      expect(shown.requirements[0]).toMatchObject({ unitOfMeasure: needed.unitOfMeasure, description: { zh: text } });
      const [event] = (await app.log.read(`project-${projectId}`, 0, 1)) as any[];
      expect(event.data).toMatchObject({ title: { en: text }, requirements: [needed] });
    }),
    { seed, numRuns: 40 },
  );
  await keepsUp();
});

it('Sums of the largest quantities stay exact', async () => {
  const requirementId = randomUUID();
  const { chair, school, bank } = story;
  const needed = { requirementId, kind: 'money', description: { en: 'Money' }, unitOfMeasure: 'CNY', quantity: quantity_max, allowsSurplus: true }; // prettier-ignore
  const projectId = await chair.created('projects', { title: { en: 'Walls' }, requirements: [needed] });
  await chair.did(`projects/${projectId}/submission`);
  await story.vote({ kind: 'project', projectId, asks: 'approve' });
  const odd = quantity_max - 1;
  for (let n = 0; n < 60; n++) {
    const unit = n % 2 ? school : bank;
    const pledgeId = await unit.created(`projects/${projectId}/pledges`, { requirementId, quantity: odd });
    await chair.did(`projects/${projectId}/pledges/${pledgeId}/acceptance`);
  }
  await keepsUp();
  const { requirements } = await chair.got(`projects/${projectId}`);
  expect(BigInt(requirements[0].pledged)).toBe(60n * BigInt(odd));
});
