import type { HistoryRow } from '../overview/history.js';
import type { StoryAct } from './story-act.js';

/** How many acts a story tells at most. */
export const acts_max = 500;

/** The acts of a story, each once: as what it was found first. */
export class Telling {
  readonly #told = new Map<number, StoryAct>();
  isWhole = true;

  /** @param as says how an act belongs there, or that it does not. @returns those that are new */
  add(acts: readonly HistoryRow[], as: (act: HistoryRow) => StoryAct | undefined): readonly HistoryRow[] {
    return acts.filter((act) => {
      const told = this.#told.has(act.position) ? undefined : as(act);
      if (!told) return false;
      if (this.#told.size === acts_max) return (this.isWhole = false);
      this.#told.set(act.position, told);
      return true;
    });
  }

  inOrder(): readonly StoryAct[] {
    return [...this.#told.values()].sort((one, other) => one.act.position - other.act.position);
  }
}
