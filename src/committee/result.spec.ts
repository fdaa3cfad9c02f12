import fc from 'fast-check';
import { votingRules } from '../alliances/events.js';
import { choices, type Choice } from './events.js';
import { resultOf, tallyOf, type Rules } from './result.js';

const result = (rules: Rules, entitled: number, forIt: number, against = 0, abstain = 0) =>
  resultOf(rules, { entitled, ballots: forIt + against + abstain, for: forIt, against, abstain });
const half = { quorumPercent: 50 };

describe('A tally', () => {
  it('counts abstentions among the ballots', () =>
    expect(tallyOf(9, ['for', 'abstain', 'for', 'against'])).toEqual({
      entitled: 9,
      ballots: 4,
      for: 2,
      against: 1,
      abstain: 1,
    }));
});

describe('A quorum', () => {
  const majority = { votingRule: 'simple-majority', ...half } as const;
  it('is reached by exactly the share that the charter asks for', () =>
    expect(result(majority, 14, 7)).toBe('carried'));
  it('is missed by one ballot less', () => expect(result(majority, 14, 6)).toBe('quorum-missed'));
  it('is not rounded down', () => expect(result(majority, 13, 6)).toBe('quorum-missed'));
  it('is helped by abstentions', () => expect(result(majority, 14, 1, 0, 6)).toBe('carried'));
  it('is missed where nobody is entitled', () => expect(result(majority, 0, 0)).toBe('quorum-missed'));
  it('is missed where nobody is entitled, even by a charter that asks for no quorum', () =>
    expect(result({ ...majority, quorumPercent: 0 }, 0, 0)).toBe('quorum-missed'));
  it('of nought is reached without a ballot, which carries nothing', () =>
    expect(result({ ...majority, quorumPercent: 0 }, 14, 0)).toBe('lost'));
  it('of all is missed by one silent unit', () =>
    expect(result({ ...majority, quorumPercent: 100 }, 14, 13)).toBe('quorum-missed'));
});

describe('A simple majority', () => {
  const majority = { votingRule: 'simple-majority', ...half } as const;
  it('is one voice more for than against', () => expect(result(majority, 14, 4, 3)).toBe('carried'));
  it('is not a tie', () => expect(result(majority, 14, 5, 5)).toBe('lost'));
  it('is not made of abstentions', () => expect(result(majority, 14, 0, 0, 14)).toBe('lost'));
});

describe('Two thirds', () => {
  const thirds = { votingRule: 'two-thirds', ...half } as const;
  it('are reached exactly', () => expect(result(thirds, 14, 6, 3)).toBe('carried'));
  it('are missed by one voice', () => expect(result(thirds, 14, 7, 4)).toBe('lost'));
  it('leave abstentions out', () => expect(result(thirds, 14, 2, 1, 11)).toBe('carried'));
  it('need at least one voice for', () => expect(result(thirds, 14, 0, 0, 14)).toBe('lost'));
});

describe('Unanimity', () => {
  const unanimity = { votingRule: 'unanimity', ...half } as const;
  it('bears abstentions', () => expect(result(unanimity, 14, 1, 0, 13)).toBe('carried'));
  it('is broken by one voice against', () => expect(result(unanimity, 14, 13, 1)).toBe('lost'));
  it('needs at least one voice for', () => expect(result(unanimity, 14, 0, 0, 14)).toBe('lost'));
});

/** Two different fractions of so few units are further apart than this. */
const hair = 1e-6;

/** The words of the rule as fractions. */
const naively = ({ votingRule, quorumPercent }: Rules, entitled: number, ballots: readonly Choice[]): string => {
  const count = (choice: Choice) => ballots.filter((each) => each === choice).length;
  const turnout = ballots.length / entitled; // of nobody: not a number
  if (!(turnout > quorumPercent / 100 - hair)) return 'quorum-missed';
  const approval = count('for') / (count('for') + count('against')); // of no voices: not a number
  const carried = {
    'simple-majority': approval > 1 / 2 + hair,
    'two-thirds': approval > 2 / 3 - hair,
    unanimity: approval > 1 - hair,
  };
  return carried[votingRule] ? 'carried' : 'lost';
};

const vote = fc
  .record({
    votingRule: fc.constantFrom(...votingRules),
    quorumPercent: fc.integer({ min: 0, max: 100 }),
    ballots: fc.array(fc.constantFrom(...choices), { maxLength: 200 }),
    silent: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ ballots, silent, ...rules }) => ({ rules, ballots, entitled: ballots.length + silent }));

describe('Whatever the ballots, the result', () => {
  it('is what the rule says in fractions', () =>
    fc.assert(
      fc.property(vote, ({ rules, ballots, entitled }) => {
        expect(resultOf(rules, tallyOf(entitled, ballots))).toBe(naively(rules, entitled, ballots));
      }),
      { numRuns: 2_000 },
    ));
  it('is not worsened by one more voice for, in place of one against', () =>
    fc.assert(
      fc.property(vote, ({ rules, ballots, entitled }) => {
        const won = ballots.map((choice, n) =>
          choice === 'against' && n === ballots.indexOf('against') ? 'for' : choice,
        );
        const [before, after] = [ballots, won].map((each) => resultOf(rules, tallyOf(entitled, each)));
        expect(before === 'carried' && after !== 'carried').toBe(false);
      }),
    ));
});
