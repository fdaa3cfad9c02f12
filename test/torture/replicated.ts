import { execFile } from 'node:child_process';
import { appendFile, chown, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server as Door } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { promisify } from 'node:util';
import pg from 'pg';
import { makeAccounts } from '../../src/platform/database-accounts.js';
import { dataIn, homeFor } from '../../src/platform/embedded-home.js';
import { halt, launch, serverIn, type Server } from '../../src/platform/embedded-server.js';
import { killDatabase } from './processes.js';
import type { Victim } from './victim.js';

const run = promisify(execFile);
const promotion_s_max = 60;
const accounts = {
  database: 'lianjian',
  owner: 'lianjian_owner',
  application: 'lianjian',
  ownerSets: ['wal_compression'],
};
/** What of a server's folder is not of its data: its locks and sockets, what it says, what its standby fetches by itself. */
const notCopied = /^(pg_wal|pg_replslot|postmaster\..*|\.s\..*|server\.log.*|standby\.signal)$/;

/**
 * Two PostgreSQL servers behind one address, the second a standby of the first. Where the first is killed the address is the
 * second one's at once, which is promoted, and another standby is made of it. With `synchronous` nothing is acknowledged
 * that the standby has not on its disk too.
 */
export class Replicated implements Victim {
  readonly faults: string[] = [];
  #n = 0;
  #standby: Server | undefined;
  #switching: Promise<void> = Promise.resolve();

  private constructor(
    readonly home: string,
    private readonly door: Door,
    private primary: Server,
  ) {}

  static async start(home: string, { synchronous = true } = {}): Promise<Replicated> {
    const server = await serverIn(homeFor(join(home, 'server-0')));
    if (synchronous)
      await writeFile(join(server.data, 'postgresql.auto.conf'), "synchronous_standby_names = 'standby'\n");
    await launch(server);
    await asSuperuser(server, async (client) => {
      await client.query("SET synchronous_commit = 'local'"); // nobody follows yet
      await makeAccounts(client, accounts);
    });
    const door = createServer((inside) => {
      const there = connect(socketOf(pair.primary));
      pipeline(inside, there, inside, () => undefined); // both sides hear of it
    });
    const pair: Replicated = new Replicated(home, door, server);
    await new Promise<void>((listens) => door.listen(0, '127.0.0.1', listens));
    pair.#standby = await pair.#follower();
    return pair;
  }

  get url(): string {
    return this.#urlOf(accounts.application);
  }
  get ownerUrl(): string {
    return this.#urlOf(accounts.owner);
  }

  /** Not while it switches over: then there is nobody to go on. */
  kill(): boolean {
    const [killed, next] = [this.primary, this.#standby];
    if (!next) return false;
    killDatabase(killed.data);
    [this.primary, this.#standby] = [next, undefined];
    this.#switching = this.#switch(killed).catch(
      (error: unknown) => void this.faults.push(`no switch: ${String(error)}`),
    );
    return true;
  }

  /** Until there is a standby again. */
  async switched(): Promise<void> {
    await this.#switching;
  }

  async stop(): Promise<void> {
    await this.#switching;
    this.door.close();
    // The standby ends last: a commit that waits for it holds up the end of the primary.
    for (const server of [this.primary, this.#standby]) if (server) await halt(server);
  }

  async #switch(killed: Server): Promise<void> {
    await asSuperuser(this.primary, (client) => client.query('SELECT pg_promote(true, $1)', [promotion_s_max]));
    await rm(killed.data, { recursive: true, force: true }); // beside the first one's lie the programs of all
    this.#standby = await this.#follower();
  }

  /** A standby of what is the primary now, made of a backup of it, while it works. */
  async #follower(): Promise<Server> {
    const home = join(this.home, `server-${++this.#n}`);
    const server = { ...this.primary, home, data: dataIn(home) };
    await makeFolders(server);
    await asSuperuser(this.primary, async (client) => {
      await client.query("SELECT pg_create_physical_replication_slot('standby', true)");
      await client.query("SELECT pg_backup_start('standby', true)");
      await copy(this.primary.data, server.data);
      const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
      await write(server, 'backup_label', rows[0]?.labelfile ?? '');
    });
    const from = `host=${this.primary.data} port=5432 user=postgres application_name=standby`;
    const settings = `\nprimary_conninfo = '${from}'\nprimary_slot_name = 'standby'\n`;
    await appendFile(join(server.data, 'postgresql.auto.conf'), settings);
    await write(server, 'standby.signal', '');
    await launch(server);
    return server;
  }

  #urlOf(role: string): string {
    return `postgresql://${role}@127.0.0.1:${(this.door.address() as AddressInfo).port}/${accounts.database}`; // it listens on TCP
  }
}

const socketOf = ({ data }: Server): string => join(data, '.s.PGSQL.5432');

const asSuperuser = async (server: Server, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ host: server.data, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined); // who asks something over it hears of it
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/** What a copy leaves out must be there all the same, and be the server's own. */
const makeFolders = async ({ home, data, account: { uid, gid } }: Server): Promise<void> => {
  for (const folder of [home, data, join(data, 'pg_wal'), join(data, 'pg_replslot')]) {
    await mkdir(folder, { mode: 0o700 });
    if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  }
};

const write = async ({ data, account: { uid, gid } }: Server, name: string, text: string): Promise<void> => {
  await writeFile(join(data, name), text);
  if (uid !== undefined && gid !== undefined) await chown(join(data, name), uid, gid);
};

const copy = async (from: string, to: string): Promise<void> => {
  const names = (await readdir(from)).filter((name) => !notCopied.test(name));
  await run('cp', ['-a', ...names.map((name) => join(from, name)), to]);
};
