import { confidentialStream, type EventOf, type Seen } from '#event-sourcing';
import { actingClient } from '../access/actor.js';
import { findingStream, type FindingEvent } from './events.js';
import { refuse } from './refusals.js';

/** How often something may be said about one finding. */
const said_max = 200;

type Data<Type extends FindingEvent['type']> = EventOf<FindingEvent, Type>['data'];
/** What the finding says now. */
type Terms = Omit<Data<'FindingRevised'>, 'unitId'>;

type Known = Readonly<{
  /** As it was at first. */
  raised: Data<'FindingRaised'>;
  /** Whose key raised it. */
  raisedBy: string | undefined;
  terms: Terms;
  due: string;
  overdueAt: string;
  /** How often something was said about it. */
  said: number;
}>;

/** A finding that was raised. */
export type RaisedFinding = Known &
  (
    | { readonly status: 'raised' | 'overdue' | 'closed' | 'withdrawn' }
    | { readonly status: 'answered'; readonly answer: Data<'FindingAnswered'>['sealed'] }
  );
export type Finding = { readonly status: 'absent' } | RaisedFinding;

export const finding = confidentialStream<FindingEvent, Finding>(findingStream, () => ({ status: 'absent' }), {
  FindingRaised: (_, raised, { issue }) => {
    const { title, severity, events, sealed, due, overdueAt } = raised;
    const terms = { title, severity, events, sealed };
    return { status: 'raised', raised, raisedBy: actingClient(issue), terms, due, overdueAt, said: 1 };
  },
  FindingRevised: (finding, { title, severity, events, sealed }) => ({
    ...here(finding),
    terms: { title, severity, events, sealed },
    said: here(finding).said + 1,
  }),
  FindingAnswered: (finding, { sealed }) => ({ ...saidOf(finding), status: 'answered', answer: sealed }),
  AnswerAskedAgain: (finding, { due, overdueAt }) => ({ ...saidOf(finding), due, overdueAt, status: 'raised' }),
  FindingClosed: (finding) => ({ ...saidOf(finding), status: 'closed' }),
  FindingWithdrawn: (finding) => ({ ...saidOf(finding), status: 'withdrawn' }),
  FindingOverdue: (finding) => ({ ...knownOf(finding), status: 'overdue' }),
});

const here = (finding: Finding): RaisedFinding => {
  if (finding.status === 'absent') throw new Error('this happens to a finding that was raised');
  return finding;
};
const knownOf = (finding: Finding): Known => {
  const { raised, raisedBy, terms, due, overdueAt, said } = here(finding);
  return { raised, raisedBy, terms, due, overdueAt, said };
};
const saidOf = (finding: Finding): Known => ({ ...knownOf(finding), said: here(finding).said + 1 });

/** The finding, if somebody raised it; else the command is refused. */
export const present = (finding: Seen<Finding>): Seen<RaisedFinding> =>
  finding.status === 'absent' ? refuse('finding-not-found') : finding;

/** The rule that keeps what is said about one finding within what one page tells. */
export const full = ({ said }: Seen<RaisedFinding>) => said >= said_max && 'too-many-answers';
