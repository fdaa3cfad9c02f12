import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { breakingChanges, saysItBreaks } from './breaking-changes.js';

const [current, released] = ['docs/openapi.json', 'docs/openapi.released.json'];
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** `npm run release:description` keeps the description as this version's, which the next ones are compared with. */
if (process.env['RELEASE_DESCRIPTION'] === '1') writeFileSync(released, readFileSync(current));

it('Nothing that partners rely on since the last release is broken, unless the version says so', () => {
  expect(existsSync(released)).toBe(true);
  const [old, now] = [read(released), read(current)];
  if (!saysItBreaks(old.info.version, now.info.version)) expect(breakingChanges(old, now)).toEqual([]);
});

describe('A change', () => {
  const changed = (change: (document: any) => void) => {
    const document = read(current);
    change(document);
    return breakingChanges(read(current), document);
  };
  const projects = '/v1/alliances/{allianceId}/projects';
  const schemas = (document: any) => document.components.schemas;
  const limitOf = (document: any) => document.paths[projects].get.parameters.find(({ name }: any) => name === 'limit');

  it.each<[string, (document: any) => void, string]>([
    ['a route that is gone', (d) => delete d.paths[projects].post, `POST ${projects} is gone`],
    ['a route by another name', (d) => (d.paths[projects].get.operationId = 'x'), 'is called x, not getProjects'],
    ['an answer that is gone', (d) => delete d.paths[projects].post.responses['201'], 'no longer answers 201'],
    ['a header that is gone', (d) => delete d.paths[projects].post.responses['201'].headers.ETag, '201 has no ETag'],
    ['a parameter that is gone', (d) => d.paths[projects].get.parameters.splice(1, 1), 'takes no query stage'],
    ['a parameter that is needed', (d) => (d.paths[projects].get.parameters[1].required = true), 'needs query stage'],
    ['a field that is needed', (d) => schemas(d).ProposeProject.required.push('projectId'), 'body.projectId is needed now'],
    ['a field that is not taken', (d) => delete schemas(d).ProposeProject.properties.projectId, 'body.projectId is gone'],
    ['a field that is not answered', (d) => delete schemas(d).Created.properties.position, '201.position is gone'],
    ['a field that may be missing', (d) => schemas(d).Created.required.pop(), '201.position may be missing now'],
    ['a word that is not taken', (d) => d.paths[projects].get.parameters[1].schema.enum.pop(), 'no longer takes evaluated'],
    ['a bound that is tighter', (d) => (limitOf(d).schema.maximum = 20), 'has maximum 20 now'],
    ['another type', (d) => (schemas(d).Created.properties.position.type = 'string'), 'position may now be string'],
  ])('breaks: %s', (_, change, says) => {
    expect(changed(change).join('\n')).toContain(says);
  }); // prettier-ignore

  it.each<[string, (document: any) => void]>([
    ['a new route', (d) => (d.paths['/v1/new'] = { get: d.paths[projects].get })],
    ['a new word of an answer', (d) => schemas(d).ProjectOnBoard.properties.stage.enum.push('x')],
    ['a new kind of an answer, told by a word', (d) => schemas(d).MeetingRow.properties.agenda.items.oneOf.push({ $ref: '#/components/schemas/ProjectOnBoard' })], // prettier-ignore
    ['a new field of an answer', (d) => (schemas(d).Created.properties.more = { type: 'string' })],
    ['a new field that may be left out', (d) => (schemas(d).ProposeProject.properties.more = { type: 'string' })],
    ['a new parameter', (d) => d.paths[projects].get.parameters.push({ name: 'x', in: 'query', schema: {} })],
    ['a new word that is taken', (d) => d.paths[projects].get.parameters[1].schema.enum.push('x')],
    ['other words of ours', (d) => (d.paths[projects].get.summary = 'x')],
    ['nothing', () => undefined],
  ])('does not break: %s', (_, change) => expect(changed(change)).toEqual([]));

  it.each([
    ['1.2.3', '2.0.0', true],
    ['1.2.3', '1.3.0', false],
    ['0.2.3', '0.3.0', true],
    ['0.2.3', '0.2.4', false],
    ['0.2.3', '1.0.0', true],
    ['0.0.1', '0.0.2', true],
    ['1.2.3', '1.2.3', false],
    ['2.0.0', '1.9.0', false],
  ])('from %s to %s may break: %s', (old, now, may) => expect(saysItBreaks(old, now)).toBe(may));
});
