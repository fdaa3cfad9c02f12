import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const said_max = 20_000;
const restart_ms = 50;
const end_ms_max = 30_000;

/** One place where `lianjian serve` runs, as a process of its own; it is started again whenever it ends. */
export class Instance {
  /** Where it serves; nothing while it does not. */
  url: string | undefined;
  /** Ends that nobody asked for, once it served. */
  readonly faults: string[] = [];
  #child: ChildProcess | undefined;
  #killed = false;
  #ending = false;
  #ended: Promise<unknown> = Promise.resolve();
  #said = '';

  constructor(
    readonly name: string,
    private readonly program: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  start(): void {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, [this.program, 'serve'], {
      cwd: dirname(this.program),
      env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'warn', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    [this.#child, this.#killed, this.#said] = [child, false, ''];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => this.#hear(chunk.toString()));
    this.#ended = once(child, 'close').then(([code, signal]) => this.#over(code, signal));
  }

  /** It is a process now, whether it serves already or not. */
  get runs(): boolean {
    return this.#child !== undefined;
  }
  /** What it said last. */
  get said(): string {
    return this.#said;
  }

  /** At once, and without a word. */
  kill(): void {
    this.#killed = true;
    this.url = undefined;
    this.#child?.kill('SIGKILL');
  }

  /** Stands still, wherever it is, and goes on as if no time had passed: so does a machine that is paused, or moved. */
  freeze(ms: number): void {
    const child = this.#child;
    child?.kill('SIGSTOP');
    void setTimeout(ms).then(() => child?.kill('SIGCONT'));
  }

  /** As its operator ends it. @returns what it ended with */
  async end(): Promise<number | null> {
    this.#ending = true;
    const child = this.#child;
    if (!child) return null;
    child.kill('SIGTERM');
    const late = setTimeout(end_ms_max, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    await Promise.race([this.#ended, late]);
    await this.#ended;
    return child.exitCode;
  }

  #hear(text: string): void {
    this.#said = (this.#said + text).slice(-said_max);
    this.url ??= this.#killed ? undefined : /http:\/\/127\.0\.0\.1:\d+(?=\/v1)/.exec(this.#said)?.[0];
  }

  /** Where it could not start, because the database was not there, whoever runs it starts it again; so do we. */
  async #over(code: number | null, signal: string | null): Promise<void> {
    const served = this.url !== undefined;
    [this.#child, this.url] = [undefined, undefined];
    if (this.#ending) return;
    if (served && !this.#killed)
      this.faults.push(`${this.name} ended with ${code ?? signal}: ${this.#said.slice(-2_000)}`);
    await setTimeout(restart_ms);
    if (!this.#ending) this.start();
  }
}

/** A server that a command starts, such as the log's; it is started again whenever it is killed. */
export class StartedServer {
  #child: ChildProcess | undefined;
  #ending = false;
  #ended: Promise<unknown> = Promise.resolve();

  /** @param command as a shell takes it; it stays in the foreground */
  constructor(private readonly command: string) {}

  start(): void {
    const child = spawn(this.command, { shell: true, detached: true, stdio: 'ignore' });
    this.#child = child;
    this.#ended = once(child, 'close').then(async () => {
      this.#child = undefined;
      if (this.#ending) return;
      await setTimeout(restart_ms);
      if (!this.#ending) this.start();
    });
  }

  /** With all that the command started. */
  kill(): void {
    if (this.#child?.pid) sent(-this.#child.pid, 'SIGKILL');
  }

  async end(): Promise<void> {
    this.#ending = true;
    this.kill();
    await this.#ended;
  }
}

/** The number of the server's first process; nothing where none runs. */
const postmasterOf = (data: string): number | undefined => {
  const lock = join(data, 'postmaster.pid');
  const pid = existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : 0;
  return pid > 0 ? pid : undefined;
};

/** Kills a PostgreSQL server with all of its processes, as a machine does that loses its power. @returns whether one ran */
export const killDatabase = (data: string): boolean => processesOf(data).map((pid) => sent(pid, 'SIGKILL'))[0] === true;

/** Those of its processes that are chosen stand still for so long. */
export const freezeDatabase = (data: string, ms: number, chosen: (pid: number) => boolean): void => {
  const frozen = processesOf(data).filter((pid) => chosen(pid) && sent(pid, 'SIGSTOP'));
  void setTimeout(ms).then(() => frozen.forEach((pid) => sent(pid, 'SIGCONT')));
};

/** Its first process, and those that this one has made. */
const processesOf = (data: string): readonly number[] => {
  const postmaster = postmasterOf(data);
  if (postmaster === undefined) return [];
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = all.flatMap(([pid = 0, parent]) => (parent === postmaster ? [pid] : []));
  return [postmaster, ...children];
};

const sent = (pid: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it is gone
  }
};
