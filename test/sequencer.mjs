import Sequencer from '@jest/test-sequencer';
import { longest } from './longest.mjs';

/** Starts the longest files first, so that none is left to run alone; jest knows how long each took only where it ran before. */
export default class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const place = ({ path }) => (longest.findIndex((each) => path.endsWith(`/${each}`)) + 1 || longest.length + 1) - 1;
    return sorted.sort((one, other) => place(one) - place(other));
  }
}
