import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { ListOf, LocalText, Words } from '../platform/fields.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { moneyWithoutCurrency, namedTwice, ProposedRequirement, requirements_max, withIds } from './requirements.js';

export class ReviseProject extends StreamCommand {
  @Words() readonly title: LocalText;
  /** All that it takes now, in place of what was said before. */
  @ListOf([ProposedRequirement], { min: 1, max: requirements_max })
  readonly requirements: readonly ProposedRequirement[];
}

/**
 * The proposer changes what it proposes, until it submits it, and again when the committee has deferred it. What the
 * committee is deciding on, or has decided, stays as it is.
 */
export const reviseProject = decision(ReviseProject, project, ({ title, requirements }, project, issue) => {
  const { status, receiver, plan } = present(project);
  const mine = actsFor(issue, receiver);
  const revised = { title, requirements: withIds(requirements, issue, plan.requirements) };
  if (mine && isDeepStrictEqual(plan, revised)) return [];
  refuse.broken(
    !mine && 'project-not-yours',
    status !== 'proposed' && status !== 'deferred' && ['project-not-revisable', { stage: status }],
    namedTwice(revised.requirements) && 'requirement-named-twice',
    moneyWithoutCurrency(revised.requirements) && 'requirement-without-currency',
  );
  return [happened('ProjectRevised', revised)];
});
