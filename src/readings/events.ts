import { eventsOf, type Event } from '#event-sourcing';

/** One note that something was read, or taken away. */
export const readingStream = 'reading';

/** Facts about who read what: recorded before the answer leaves. `question`: the operation of the API, or `audit export`. */
export type ReadingEvent =
  /** An auditor asked this for the first time on a day; `of` names the thing that it was about, `unitId` whose that is. */
  | Event<
      'MattersRead',
      { question: string; of: Readonly<Record<string, string>>; on: string; keyId: string; unitId?: string }
    >
  /**
   * Somebody took a whole list or document away in a form of files, for the first time within an hour; or the operator the log,
   * by the command line (`pack`). `keyId`: of an auditor.
   */
  | Event<
      'HistoryExported',
      {
        question: string;
        of: Readonly<Record<string, string>>;
        format: string;
        filter: Readonly<Record<string, string>>;
        within: string;
        keyId?: string;
        unitId?: string;
      }
    >;

export const happened = eventsOf<ReadingEvent>();
