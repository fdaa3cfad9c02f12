import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';
import { config } from '../src/config/config.js';

// CI has no engine that could run it: it is read as Compose reads it, and held against the schema of the Compose Specification.

type Service = Readonly<{
  image?: string;
  build?: unknown;
  profiles?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  depends_on?: Readonly<Record<string, Readonly<{ condition: string; required?: boolean }>>>;
  volumes?: readonly string[];
  healthcheck?: unknown;
  networks?: readonly string[];
  ports?: readonly string[];
}>;
type Compose = Readonly<{ services: Readonly<Record<string, Service>>; volumes: object; networks: object }>;

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose: Compose = parse(text, { merge: true });
const services = Object.entries(compose.services);

/** As a run without a .env has it: the word behind `:-`. */
const unset = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
const started = (...profiles: readonly string[]) =>
  services.flatMap(([name, { profiles: of }]) => (!of || of.some((each) => profiles.includes(each)) ? [name] : []));

describe('docker-compose.yml', () => {
  it('is a Compose file, by the schema of its specification', () => {
    const schemas = join(createRequire(import.meta.url).resolve('dclint/package.json'), '..', 'schemas');
    const { $schema: _, ...schema } = JSON.parse(readFileSync(join(schemas, 'compose.schema.json'), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const check = ajv.compile(schema);
    expect([check(compose), check.errors]).toEqual([true, null]);
    expect(check({ ...compose, services: { application: { imagine: 'x' } } })).toBe(false);
  });

  it('starts PostgreSQL alone, one KurrentDB beside it, or three', () => {
    const always = ['application', 'database'];
    expect(started()).toEqual(always);
    expect(started('kurrentdb')).toEqual([...always, 'kurrentdb']);
    expect(started('cluster')).toEqual([...always, 'kurrentdb-1', 'kurrentdb-2', 'kurrentdb-3']);
  });

  it('pins every image to a release, checks its health, and keeps its data in a volume that is declared', () => {
    for (const [name, { image, build, healthcheck, volumes = [] }] of services) {
      if (!build) expect([name, unset(image ?? '')]).toEqual([name, expect.stringMatching(/:\d+\.\d+(\.\d+)?$/)]);
      expect([name, build !== undefined || healthcheck !== undefined]).toEqual([name, true]); // ours has one in its Dockerfile
      expect([name, volumes.length]).toEqual([name, 1]);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });

  it('lets nobody in from outside but to the application, on this machine', () => {
    for (const [name, { ports, networks }] of services) {
      const isOurs = name === 'application';
      expect([name, networks]).toEqual([name, isOurs ? ['outside', 'inside'] : ['inside']]);
      expect([name, ports?.map(unset)]).toEqual([name, isOurs ? ['127.0.0.1:3000:3000'] : undefined]);
    }
    expect(compose.networks).toMatchObject({ inside: { internal: true } });
  });

  it('waits for whatever is started to be healthy, and for nothing else', () => {
    const waits = compose.services['application']!.depends_on!;
    expect(Object.keys(waits).sort()).toEqual(started('kurrentdb', 'cluster').filter((name) => name !== 'application').sort()); // prettier-ignore
    for (const [name, { condition, required = true }] of Object.entries(waits))
      expect([name, condition, required]).toEqual([name, 'service_healthy', started().includes(name)]);
  });

  it('has settings that the program takes, and that name services of it', () => {
    const environment = compose.services['application']!.environment!;
    const set = Object.entries(environment).flatMap(([name, value]) => (unset(value) ? [[name, unset(value)]] : []));
    expect(config(Object.fromEntries(set)).eventStore).toBe('postgresql');
    const cluster = /KURRENTDB_URL='([^']+)'/.exec(text)?.[1];
    for (const url of [unset(environment['KURRENTDB_URL']!), cluster!]) {
      expect(config({ EVENT_STORE: 'kurrentdb', KURRENTDB_URL: url }).kurrentdbUrl).toBe(url);
      const hosts = url.replace(/^\w+:\/\/|\?.*$/g, '').split(',').map((host) => host.split(':')[0]!); // prettier-ignore
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(hosts));
    }
  });

  it('has nodes that know each of the others, and are known by their own name', () => {
    const nodes = started('cluster').filter((name) => name.startsWith('kurrentdb-'));
    for (const name of nodes) {
      const environment = compose.services[name]!.environment!;
      const seeds = environment['KURRENTDB_GOSSIP_SEED']!.split(',').map((each) => each.replace(':2113', ''));
      expect([name, ...seeds].sort()).toEqual(nodes);
      for (const as of ['NODE_HOST_ADVERTISE_AS', 'REPLICATION_HOST_ADVERTISE_AS', 'ADVERTISE_HOST_TO_CLIENT_AS'])
        expect(environment[`KURRENTDB_${as}`]).toBe(name);
      expect(environment).toMatchObject({ KURRENTDB_INSECURE: 'true', KURRENTDB_CLUSTER_SIZE: String(nodes.length) });
    }
  });
});
