import { namedId, type Decision } from '#event-sourcing';
import type { Calendar } from './calendar.js';
import type { DemoFile } from './demo-file.js';

const demos = '6f3f1c0e-5d5b-5a0e-9c58-0a4b7f0e7d11';
export const hour = 60;
export const day = 24 * hour;

/** The auditor, among those who act: no unit's key looks like it. */
export const auditor = '@auditor';

/** The first event of a type in a stream. */
export type NamedEvent = Readonly<{ streamId: string; type: string }>;

/** One command of the load: when, by whom (a unit's key, the auditor, or the operator), and what. */
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
  /** The event that it is about: where it lies in the log, only the load knows. */
  named?: NamedEvent;
  /** What comes after it builds on what it sets off. */
  settles?: boolean;
}>;

/** The ids of a file's things: the same ones whenever it is loaded. */
export const idsOf = (file: DemoFile) => {
  const allianceId = namedId(JSON.stringify(file.alliance.name), demos);
  return { allianceId, idOf: (kind: string, key: string): string => namedId(`${kind} ${key}`, allianceId) };
};

type What = Pick<Step, 'path' | 'named' | 'settles'> & Readonly<{ body?: object }>;

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
