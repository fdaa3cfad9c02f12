import { namedId, type Decision } from '#event-sourcing';
import type { Calendar } from './calendar.js';
import type { DemoFile } from './demo-file.js';

const demos = '6f3f1c0e-5d5b-5a0e-9c58-0a4b7f0e7d11';
export const hour = 60;
export const day = 24 * hour;

/** One command of the load: when, by whom (a unit's key, or the operator), and what. */
export type Step = Readonly<{
  /** Unique within the file: the command's id is made of it. */
  name: string;
  section: string;
  at: string;
  by: string | undefined;
  decision: Decision;
  subjectId: string;
  body: object;
  path?: object;
  /** What comes after it builds on what it sets off. */
  settles?: boolean;
}>;

/** The ids of a file's things: the same ones whenever it is loaded. */
export const idsOf = (file: DemoFile) => {
  const allianceId = namedId(JSON.stringify(file.alliance.name), demos);
  return { allianceId, idOf: (kind: string, key: string): string => namedId(`${kind} ${key}`, allianceId) };
};

type What = Readonly<{ body?: object; path?: object; settles?: boolean }>;

/** Takes down the commands of one file, section by section. */
export class Planner {
  readonly steps: Step[] = [];
  readonly allianceId: string;
  readonly idOf: (kind: string, key: string) => string;
  readonly foundedAt: string;
  /** The unit whose delegate is the secretary: the first one. */
  readonly secretary: string;

  constructor(
    readonly file: DemoFile,
    readonly calendar: Calendar,
  ) {
    const { allianceId, idOf } = idsOf(file);
    this.allianceId = allianceId;
    this.idOf = idOf;
    this.foundedAt = calendar.at(file.alliance.foundedAt);
    this.secretary = file.units[0]?.key ?? ''; // a file that was read has one at least
  }

  /** `in('motions').at(instant).by('school').does('table x', tableMotion, motionId, { body })` */
  in(section: string) {
    return {
      at: (at: string) => ({
        by: (by: string | undefined) => ({
          does: (name: string, decision: Decision, subjectId: string, { body = {}, ...rest }: What = {}): void =>
            void this.steps.push({ section, at, by, name, decision, subjectId, body, ...rest }),
        }),
      }),
    };
  }

  holder(unit: string) {
    return { unitId: this.idOf('unit', unit), personId: this.idOf('person', unit) };
  }
}
