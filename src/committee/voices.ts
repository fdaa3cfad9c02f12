import type { EventOf } from '#event-sourcing';
import type { Choice, MotionEvent } from './events.js';

/** What a unit on the roll of a vote has said, if anything; of a vote in a meeting, only who is `there` can. */
export type Voice = Readonly<{ unitId: string; there: boolean; choice: Choice | null; castAt: string | null }>;

/** What the units on a roll have said, and how it is counted; who is recused is not. */
export type Votes = Readonly<{
  voices: readonly Voice[];
  recused: readonly string[];
  awaited: readonly string[];
  ballots: number;
  for: number;
  against: number;
  abstain: number;
}>;

/** Of a unit that has said nothing yet. */
export const silent = { choice: null, castAt: null };

/** One voice made another; of who is not on the roll, none. */
export const said = (
  voices: readonly Voice[],
  unitId: string,
  voice: Pick<Voice, 'choice' | 'castAt'>,
): readonly Voice[] => {
  const at = voices.findIndex((each) => each.unitId === unitId);
  const before = voices[at];
  return before ? voices.with(at, { ...before, ...voice }) : voices;
};

type Cast = EventOf<MotionEvent, 'BallotCast'>['data'];

/** One ballot, counted into what was counted before: of all that happens ballots are the most, and a roll is long. */
export const cast = (row: Votes, { unitId, choice }: Cast, castAt: string): Partial<Votes> => {
  const at = row.voices.findIndex((each) => each.unitId === unitId);
  const before = row.voices[at];
  if (!before) return {};
  const voices = row.voices.with(at, { ...before, choice, castAt });
  if (row.recused.includes(unitId)) return { voices };
  const tally = { for: row.for, against: row.against, abstain: row.abstain };
  tally[choice]++;
  if (before.choice === null)
    return { voices, ...tally, ballots: row.ballots + 1, awaited: without(row.awaited, unitId) };
  tally[before.choice]--;
  return { voices, ...tally };
};

const without = (units: readonly string[], unitId: string): readonly string[] => {
  const at = units.indexOf(unitId);
  return at < 0 ? units : units.toSpliced(at, 1);
};

/** What the whole roll has said by now. */
export const votes = (voices: readonly Voice[], recused: readonly string[]): Votes & { entitled: number } => {
  const awaited: string[] = [];
  const tally = { entitled: 0, ballots: 0, for: 0, against: 0, abstain: 0 };
  for (const { unitId, there, choice } of voices) {
    if (recused.length > 0 && recused.includes(unitId)) continue;
    tally.entitled++;
    if (choice === null) {
      if (there) awaited.push(unitId);
      continue;
    }
    tally.ballots++;
    tally[choice]++;
  }
  return { voices, recused, awaited, ...tally };
};
