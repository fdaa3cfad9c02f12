import { eventsOf, type Event } from '#event-sourcing';
import type { LocalText } from '../platform/fields.js';
import type { Sealed } from '../platform/sealed.js';

export const findingStream = 'finding';

/** How grave a finding is, the gravest first. */
export const severities = ['high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** An event of the log that a finding is about. */
export type Named = Readonly<{ position: number; eventId: string }>;
/** Where the proof of something lies, and what it is: never the file itself. */
export type Proof = Readonly<{ reference: string; sha256: string }>;

/** Facts about a finding of an auditor. `unitId` answers it; `overdueAt` is the end of the day on which that is due, in the alliance's time zone. */
export type FindingEvent =
  /** An auditor found something in these events, which a unit is to answer by a day. */
  | Event<
      'FindingRaised',
      {
        title: LocalText;
        unitId: string;
        severity: Severity;
        events: readonly Named[];
        due: string;
        overdueAt: string;
        sealed: Sealed<{ words: string }>;
      }
    >
  /** The auditor put right what the finding says. Who is to answer it, and until when, stays. */
  | Event<
      'FindingRevised',
      {
        title: LocalText;
        unitId: string;
        severity: Severity;
        events: readonly Named[];
        sealed: Sealed<{ words: string }>;
      }
    >
  /** The unit says what it has to say, and what it has done. */
  | Event<'FindingAnswered', { unitId: string; sealed: Sealed<{ words: string; evidence?: Proof }> }>
  /** An auditor asks the unit once more, or gives it more time; also of what was closed. */
  | Event<'AnswerAskedAgain', { unitId: string; due: string; overdueAt: string; sealed: Sealed<{ reason?: string }> }>
  /** An auditor accepts the answer; or says why there need be none. */
  | Event<'FindingClosed', { unitId: string; sealed: Sealed<{ words?: string }> }>
  /** The auditor who raised it took it back: it is not as it was found. */
  | Event<'FindingWithdrawn', { unitId: string; sealed: Sealed<{ reason: string }> }>
  /** Its day is over, and nothing was answered: it is a matter for the next meeting. Once for each day on which it was due. */
  | Event<'FindingOverdue', { unitId: string; title: LocalText; severity: Severity; due: string }>;

export const happened = eventsOf<FindingEvent>();
