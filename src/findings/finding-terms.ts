import { StreamCommand } from '#event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, Max, Min } from 'class-validator';
import { LocalText, OneOf, Text, Words } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { severities, type Named, type Severity } from './events.js';

export const events_max = 100;

/** Places in the log, each once. */
const Positions = (): PropertyDecorator =>
  applyDecorators(
    ...[IsArray(), ArrayMinSize(1), ArrayMaxSize(events_max), ArrayUnique()],
    ...[IsInt({ each: true }), Min(1, { each: true }), Max(999_999_999_999_999, { each: true })],
  );

/** What a finding says, at first or when it is put right. */
export abstract class FindingTerms extends StreamCommand {
  /** What it is about, in a line that everybody in the alliance reads. */
  @Words() readonly title: LocalText;
  /** What was found, for the unit, the officers and auditors. */
  @Text(1, 4_000) readonly words: string;
  /** How grave it is. */
  @OneOf(severities) readonly severity: Severity;
  /** The events that it is about, by their places in the log. */
  @Positions() readonly positions: readonly number[];
  /** Those of them that the log has, as an auditor sees it. What was recorded once stays: nothing need hold while it is decided. */
  readonly named: readonly Named[];
}

/** The terms as an event holds them. */
export const termsOf = ({ title, words, severity, named }: FindingTerms) => ({
  title,
  severity,
  events: named.toSorted((one, other) => one.position - other.position),
  sealed: sealed({ words }),
});

/** The rule that a finding breaks which is about what is not there. */
export const unnamed = ({ positions, named }: FindingTerms) => {
  const missing = positions.filter((position) => !named.some((each) => each.position === position));
  return missing.length > 0 && (['event-not-found', { positions: missing }] as const);
};
