import { fieldsOf, seenBy } from '../src/access/answer-sight.js';
import type { Asker } from '../src/access/principal.js';
import type { Sight } from '../src/access/seen-by.js';
import { RefusedActs } from '../src/access/refused-acts.js';
import { SeenBy } from '../src/access/seen-by.js';
import { IsId, ListOf } from '../src/platform/fields.js';
import { routesOf } from '../src/platform/routes-of.js';
import { tellAWholeStory } from './a-whole-story.js';
import { startApp, type Client, type TestApp } from './app.js';
import { at, described, type Operation } from './requests.js';

let app: TestApp;
let story: Awaited<ReturnType<typeof tellAWholeStory>>;
/** Texts that stand nowhere else, and what they are. */
const said = new Map<string, string>();
/** Who asks, and in what quality. */
let askers: Readonly<Record<string, { client: Client; unitId: string | undefined; roles: readonly string[] }>>;
/** Each question about what is there, with the class of what it answers. */
let questions: readonly { name: string; path: string; answer: Function }[];
/** Every field that an answer gave, to whom: `asker question Class.field`. */
type Given = Readonly<{ asker: string; question: string; field: string; of: Function; value: unknown; place: string; whole: any }>; // prettier-ignore
let given: readonly Given[];

beforeAll(async () => {
  app = await startApp();
  story = await tellAWholeStory(app, (field) => {
    const text = `Words${said.size}-${field.replaceAll(' ', '-')}`;
    said.set(text, field);
    return text;
  });
  await app.settled();
  await app.nest.get(RefusedActs).write(); // else in a while, or not in time
  const member = (name: 'chair' | 'school' | 'bank' | 'clinic', unit: string, ...roles: string[]) => ({
    ...{ client: story[name], unitId: story.alliance.unit(unit).unitId },
    roles: ['member', 'delegate', ...roles],
  });
  const audit = { kind: 'auditor', allianceId: story.alliance.id, label: 'audit' } as const;
  const { key } = await app.keys.issue(audit);
  askers = {
    chair: member('chair', 'residents', 'chair', 'secretary'),
    school: member('school', 'school'),
    bank: member('bank', 'bank'),
    clinic: member('clinic', 'clinic'),
    auditor: { client: app.withKey(key), unitId: undefined, roles: ['member', 'auditor'] },
    operator: { client: app.operator, unitId: undefined, roles: ['member', 'operator'] },
  };
  questions = await asked();
  given = await everythingGiven();
});
afterAll(() => app.close());

const asked = async () => {
  const all = async (list: string): Promise<any[]> => (await story.chair.got(`${list}?limit=200`)).items;
  const ids = [story.ids, ...(await all('bookings')), ...(await all('actions'))].map((more) => ({
    ...story.ids,
    ...more,
  }));
  const routes = new Map([...routesOf(app.nest).values()].map((route) => [route.name, route]));
  return described(app.nest).operations.flatMap((each) => {
    const kind = routes.get(each.id)?.kind;
    const known = each.params.every((name) => name in story.ids);
    if (kind?.kind !== 'answers' || !known) return [];
    const paths = new Set(ids.map((those) => pathOf(each, those)));
    return [...paths].map((path) => ({ name: each.id, path, answer: kind.with as Function }));
  });
};

/** With the times that a question needs. */
const pathOf = (each: Operation, ids: Readonly<Record<string, string>>): string => {
  const needed = each.query.filter(({ required }) => required);
  const query = needed.map(({ name }, n) => `${name}=2026-01-0${n + 1}T00:00:00.000Z`).join('&');
  return `${at(each, ids)}${query && `?${query}`}`;
};

const everythingGiven = async (): Promise<readonly Given[]> => {
  const all: Given[] = [];
  for (const [asker, { client }] of Object.entries(askers))
    for (const { name: question, path, answer } of questions) {
      const { status, body } = await client.get(path);
      if (status !== 200) continue;
      const walk = (of: Function, value: any, place: string): void => {
        if (Array.isArray(value)) return value.forEach((each, n) => walk(of, each, `${place}/${n}`));
        if (typeof value !== 'object' || value === null) return;
        for (const field of fieldsOf(of).values()) {
          const said = { value: value[field.name], place: `${path}${place}/${field.name}`, whole: value };
          if (field.name in value) all.push({ asker, question, field: field.name, of, ...said });
          if (field.of) walk(field.of, value[field.name], `${place}/${field.name}`);
        }
      };
      walk(answer, body.items ?? body, '');
    }
  return all;
};

const sightOfField = ({ of, field }: Pick<Given, 'of' | 'field'>): Sight | undefined => fieldsOf(of).get(field)?.sight;
const nameOf = ({ of, field }: Pick<Given, 'of' | 'field'>) => `${of.name}.${field}`;

it('Words by or about people, and ways to reach them, only leave in fields that say who reads them', () => {
  expect(given.length).toBeGreaterThan(5_000);
  const wordy = given.filter(({ value }) => typeof value === 'string' && [...said.keys()].some((each) => value.includes(each)));
  expect(new Set(wordy.map(nameOf)).size).toBeGreaterThan(5);
  const undeclared = wordy.filter((each) => !sightOfField(each)).map(nameOf);
  expect([...new Set(undeclared)]).toEqual([]);
}); // prettier-ignore

it('A field that says who reads it is null for everybody else, and only for them', () => {
  const declared = given.filter((each) => sightOfField(each) && !sightOfField(each)?.where);
  const wrong: string[] = [];
  const shown = new Set<string>();
  const hidden = new Set<string>();
  for (const each of declared) {
    const { units, roles } = sightOfField(each)!;
    const { unitId, roles: held } = askers[each.asker]!;
    const may = roles.some((role) => held.includes(role)) || units.some((unit) => each.whole[unit] === unitId);
    if (!may && each.value !== null) wrong.push(`${each.asker} reads ${each.place}`);
    if (!may) hidden.add(nameOf(each));
    const others = declared.filter(({ place, value }) => place === each.place && value !== null);
    if (may && each.value === null && others.length > 0) wrong.push(`${each.asker} does not read ${each.place}`);
    if (may && each.value !== null) shown.add(nameOf(each));
  }
  expect(wrong).toEqual([]);
  const forSome = new Set(declared.filter((each) => !sightOfField(each)!.roles.includes('member')).map(nameOf));
  expect(forSome.size).toBeGreaterThan(2);
  expect([...forSome].filter((name) => !shown.has(name))).toEqual([]); // the story fills each of them,
  expect([...forSome].filter((name) => !hidden.has(name))).toEqual([]); // and somebody asked who may not
});

it('What no class declares does not leave', () => {
  class Part {
    @IsId() readonly partId: string;
    @IsId() readonly unitId: string;
    @IsId() @SeenBy({ unitsIn: ['unitId'] }, 'chair') readonly ours: string | null;
  }
  class Whole {
    @IsId() readonly wholeId: string;
    @ListOf([Part], { min: 0, max: 9 }) readonly parts: readonly Part[];
  }
  const whole = {
    ...{ wholeId: 'w', sealed: { plain: { reason: 'x' } } },
    parts: [{ partId: 'p', unitId: 'u1', ours: 'x', voices: [1] }],
  };
  const asker = (unitId: string, ...roles: string[]) =>
    ({ principal: { kind: 'person', unitId }, standing: { unit: 'admitted', roles } }) as unknown as Asker;
  const shown = (ours: string | null) => ({ wholeId: 'w', parts: [{ partId: 'p', unitId: 'u1', ours }] });
  expect(seenBy(asker('u1'), Whole, whole)).toEqual(shown('x'));
  expect(seenBy(asker('u2'), Whole, whole)).toEqual(shown(null));
  expect(seenBy(asker('u2', 'chair'), Whole, whole)).toEqual(shown('x'));
  expect(seenBy(undefined, Whole, whole)).toEqual(shown(null));
});
