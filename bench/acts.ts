import type { INestApplicationContext } from '@nestjs/common';
import { v5 } from 'uuid';
import { Executor, type Decision, type StreamCommand } from '../libs/event-sourcing/src/index.js';
import { BodyPipe } from '../src/platform/body-pipe.js';

export type Unit = Readonly<{ n: number; unitId: string; personId: string }>;
type By = Unit | 'operator';

const seeds = '7b3c9f5a-43c1-5c52-9d5b-6f1f6f6f9a11';
const atOnce = 64;

/** Issues commands as the API would: checks the body, addresses it, has it decided and recorded. */
export class Acts {
  readonly allianceId: string;
  readonly units: readonly Unit[];
  issued = 0;
  readonly #clientId: string;
  readonly #pipe = new BodyPipe();
  readonly #executor: Executor;

  constructor(
    app: INestApplicationContext,
    seed: string,
    units: number,
    private readonly onIssued: () => void,
  ) {
    this.#executor = app.get(Executor);
    this.allianceId = v5(`alliance ${seed} ${units}`, seeds);
    this.#clientId = this.idOf('client');
    this.units = Array.from({ length: units }, (_, n) => {
      return { n, unitId: this.idOf(`unit ${n}`), personId: this.idOf(`person ${n}`) };
    });
  }

  idOf(name: string): string {
    return v5(name, this.allianceId);
  }

  /** @param name of the act, of which there is one: its id is made of it */
  async issue(name: string, to: Decision, subjectId: string, by: By, at: Date, body: object, path = {}): Promise<void> {
    const clientId = this.#clientId;
    const actor =
      by === 'operator'
        ? { kind: 'operator', clientId }
        : { kind: 'representative', unitId: by.unitId, personId: by.personId, clientId };
    const commandId = this.idOf(`act ${name}`);
    const issue = { commandId, correlationId: commandId, tenantId: this.allianceId, actor, at: at.toISOString() };
    const command = this.#pipe.transform(body, { type: 'body', metatype: to.command }) as StreamCommand;
    await this.#executor.execute(to, command.for(subjectId, { issue }, path));
    this.issued++;
    this.onIssued();
  }

  /** Sixty-four at a time. */
  async inParallel<T>(all: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
    const left = all.values();
    const worker = async () => {
      for (const each of left) await act(each);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
}
