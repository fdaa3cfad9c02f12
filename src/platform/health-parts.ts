import { Injectable } from '@nestjs/common';

/** Tries in a row that may fail: who lost its database tries again by itself. */
export const faults_max = 3;

/** How a part of the program is: figures tell how much waits, how far it is behind. No values of anybody's. */
export type PartState = Readonly<{ status: 'ok' | 'faulty' } & Record<string, string | number | boolean>>;

/** Something that can be well or not, beside the log and its readers. What is asked takes no longer than a look. */
export type HealthPart = Readonly<{ name: string; state: () => PartState | Promise<PartState> }>;

/** All of these. Who has one adds it when it starts. */
@Injectable()
export class HealthParts {
  readonly #parts = new Map<string, HealthPart>();

  add(part: HealthPart): void {
    this.#parts.set(part.name, part);
  }

  /** A part that cannot even say how it is, is faulty. */
  async states(): Promise<readonly (Readonly<{ name: string }> & PartState)[]> {
    const parts = [...this.#parts.values()].map(async ({ name, state }) => {
      const said = await Promise.resolve()
        .then(state)
        .catch((): PartState => ({ status: 'faulty' }));
      return { name, ...said };
    });
    return Promise.all(parts);
  }
}
