import type { Compared, TableDifference } from './compare.js';
import type { FoldShare } from './shares-run.js';
import type { Stage } from './state.js';

/** What a rebuild is at; `done` of `of` counts events, or in between indexes or tables. `waitsFor`: who holds the live tables. */
export type RebuildProgress = Readonly<{ stage: Stage; done: number; of: number; waitsFor?: string }>;

export type RebuildOptions = Readonly<{
  /** Who folds a share of the streams; without it this thread does, which always folds what streams have in common. */
  fold?: FoldShare;
  /** In how many shares the streams are folded; what was begun keeps its own. */
  shares?: number;
  /** What was begun before is thrown away. */
  anew?: boolean;
  /** Tables that differ from the live ones take their place all the same: it is the live ones that are wrong. */
  acceptDifferences?: boolean;
  /** What this program is, such as a hash of its build: what another one has begun is begun anew. */
  program?: string;
  /** How long it waits for whoever holds the live tables, such as a backup, when it is to take their place. */
  patience_ms?: number;
  progress?: (progress: RebuildProgress) => void;
  /** Leaves off soon; what was done stays, and the next rebuild goes on from there. */
  stopping?: AbortSignal;
}>;

/** `position`: how far the rows go; `from`: where it went on. `compared`: whether there were live tables that promise the same rows. */
export type Rebuilt = Readonly<{
  position: number;
  from: number;
  compared: boolean;
  differences: readonly TableDifference[];
}>;

/** As of `position`, in one moment; `passedOver`: read models that cannot be compared, since one side lacks an event that was set aside. */
export type Replayed = Readonly<{ position: number; tables: readonly Compared[]; passedOver: readonly string[] }>;
