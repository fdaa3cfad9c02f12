import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EveryRouteHasItsLine } from '../src/access/every-route-has-its-line.js';
import { operationOf, operations } from '../src/access/operations.js';
import { deadlines } from '../src/contexts.js';
import { describedRoutes } from '../src/description/described-routes.js';
import { httpApp } from '../src/http-app.js';

const routes = async () => {
  const app = await httpApp('postgresql://nobody@localhost/nothing', { preview: true, quiet: true });
  return [...describedRoutes(app).values()];
};
const sourcesIn = (chosen: (file: string) => boolean): string =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && chosen(file))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n');
/** What answers events, and what executes decisions without a request. */
const [reactions, commandLine, all] = [/(^|\/)on-[a-z-]+\.ts$/, /^cli\//, /./].map((name) =>
  sourcesIn((file) => name.test(file)),
) as [string, string, string];

describe('The table of permissions', () => {
  it('says of every route who may, under the name of its command', async () => {
    const there = await routes();
    expect(there.length).toBeGreaterThan(120);
    const others = there.filter(({ body, operation }) => body && body.name !== operation.name);
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  it('has no line that nothing uses: a route, the command line, a reaction or the clock', async () => {
    const used = new Set((await routes()).map(({ operation }) => operation.name));
    const kept = new Set(deadlines.map(({ decision }) => decision.command.name));
    const decisionOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    const idle = [...operations.values()].flatMap(({ name, grants }) => {
      const roles = grants.map(({ role }) => role);
      const decision = decisionOf(name);
      const reacted = new RegExp(`\\b${decision}\\b`).test(reactions) || all.includes(`execute(${decision},`);
      const people = roles.some((role) => role !== 'reaction' && role !== 'clock');
      return [
        ...(people && !used.has(name) && !commandLine.includes(`execute(${decision},`) ? [`${name} has no route`] : []),
        ...(!people && used.has(name) ? [`${name} has a route that nobody may use`] : []),
        ...(roles.includes('reaction') && !reacted ? [`${name} is in no reaction`] : []),
        ...(roles.includes('clock') !== kept.has(name) ? [`${name} and the clock do not agree`] : []),
      ];
    });
    expect(idle).toEqual([]);
  });

  it('is no by default', () => {
    expect(() => operationOf(function openTheVault() {})).toThrow('does not say who may OpenTheVault');
    expect([...operations.values()].filter(({ grants }) => grants.length === 0)).toEqual([]);
  });

  it('lets no application start with a route of which it says nothing', async () => {
    @Controller()
    class Vault {
      @Get() openTheVault() {}
    }
    const app = Test.createTestingModule({ controllers: [Vault], providers: [EveryRouteHasItsLine] });
    await expect((await app.compile()).init()).rejects.toThrow('does not say who may OpenTheVault');
  });

  it('has a scope for every line but those for whoever is known, and lets auditors ask, and write nothing but findings', () => {
    for (const { name, context, scope, grants, kind } of operations.values()) {
      const free = grants.some(({ role }) => role === 'known' || role === 'anyone');
      expect([name, scope === undefined]).toEqual([name, free]);
      if (scope) expect([name, scope === 'read']).toEqual([name, kind === 'asks']);
      const byAuditors = grants.some(({ role }) => role === 'auditor');
      if (kind === 'acts' && byAuditors) expect([name, context]).toEqual([name, 'findings']);
    }
  });
});
