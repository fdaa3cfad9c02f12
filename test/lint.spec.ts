import { Document, Spectral, type ISpectralDiagnostic } from '@stoplight/spectral-core';
import Parsers from '@stoplight/spectral-parsers';
import owasp from '@stoplight/spectral-owasp-ruleset';
import rulesets from '@stoplight/spectral-rulesets';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { exceptions } from './lint-exceptions.js';

// Other people's rules of how an API is described: all of them, but for the exceptions, each with its reason.

const file = 'docs/openapi.json';
const text = readFileSync(file, 'utf8');
type Finding = Readonly<{ rule: string; at: string; says: string }>;

type Look = (value: unknown, options: unknown, context: Readonly<{ path: readonly (string | number)[] }>) => unknown;
/** A look that is taken once at what is alike: an answer of 400 stands at each operation, and a look compiles its schema. */
const once = (look: Look): Look => {
  const faultless = new Set<string>();
  return (value, options, context) => {
    const side = ['requestBody', 'responses'].filter((each) => context.path.includes(each)); // a schema means another thing there
    const key = JSON.stringify([side, value]);
    if (faultless.has(key)) return undefined;
    const found = look(value, options, context);
    if (!Array.isArray(found) || found.length === 0) faultless.add(key);
    return found;
  };
};

const linter = (): Spectral => {
  const spectral = new Spectral();
  const name = 'oas3-valid-media-example';
  const rule = (rulesets.oas.rules as Record<string, any>)[name];
  const rules = { [name]: { ...rule, then: { ...rule.then, function: once(rule.then.function) } } };
  spectral.setRuleset({ extends: [[rulesets.oas, 'all'], [owasp, 'all']], rules } as never); // prettier-ignore
  return spectral;
};

const bySpectral = async (): Promise<readonly Finding[]> => {
  const spectral = linter();
  const found: readonly ISpectralDiagnostic[] = await spectral.run(new Document(text, Parsers.Json, file));
  return found.map(({ code, path, message }) => ({ rule: String(code), at: path.join(' '), says: message }));
};

const byRedocly = async (): Promise<readonly Finding[]> => {
  const config = await createConfig({ extends: ['recommended'] });
  const found = await lintFromString({ source: text, absoluteRef: file, config });
  return found.map(({ ruleId, message, location: [where] }) => ({
    ...{ rule: `redocly ${ruleId}`, at: where?.pointer ?? '', says: message },
  }));
};

const isExcepted = ({ rule, at }: Finding) => exceptions.some((each) => each.rule === rule && each.at.test(at));

it('Spectral (oas, OWASP) and Redocly (recommended) find nothing but what is excepted, and each exception is needed', async () => {
  const found = [...(await bySpectral()), ...(await byRedocly())];
  expect(found.filter((each) => !isExcepted(each)).map(({ rule, at, says }) => `${rule}: ${at}: ${says}`)).toEqual([]);
  const idle = exceptions.filter((each) => !found.some(({ rule, at }) => each.rule === rule && each.at.test(at)));
  expect(idle.map(({ rule, at }) => `${rule} ${String(at)}`)).toEqual([]);
  expect(exceptions.filter(({ because }) => because.length < 40)).toEqual([]);
});

it('A description with faults is found out', async () => {
  const document = JSON.parse(text);
  const path = '/v1/alliances/{allianceId}/projects';
  const operation = document.paths[path].post;
  document.paths = { [path]: { post: operation } };
  delete operation.responses['429'];
  operation.requestBody.content['application/json'].example = { requirements: 1 };
  const found = await linter().run(new Document(JSON.stringify(document), Parsers.Json, file));
  expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(['owasp:api4:2023-rate-limit-responses-429', 'oas3-valid-media-example'])); // prettier-ignore
});

it('Every operation has a summary, a description, an example of what it takes and gives, its errors and its security', () => {
  const operations = Object.entries(JSON.parse(text).paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, any>).map(([method, said]) => ({ name: `${method} ${path}`, said })),
  );
  expect(operations.length).toBeGreaterThan(130);
  for (const { name, said } of operations) {
    expect([name, said.summary, said.description]).toEqual([name, expect.stringMatching(/\S{3}/), expect.any(String)]);
    expect([name, said.security]).toEqual([name, expect.any(Array)]);
    expect([name, Object.keys(said.responses)]).toEqual([name, expect.arrayContaining(['400', '429', '500', '503'])]);
    const taken = said.requestBody?.content['application/json'];
    if (taken) expect([name, taken.example]).toEqual([name, expect.any(Object)]);
    for (const [status, answer] of Object.entries<any>(said.responses)) {
      const given = status.startsWith('2') && answer.content?.['application/json'];
      if (given) expect([name, status, given.example]).toEqual([name, status, expect.any(Object)]);
    }
  }
}); // prettier-ignore
