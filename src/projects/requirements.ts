import { derivedId, type Issue } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsId, Optional, quantity_max } from '../platform/fields.js';
import { RequirementTerms, type Requirement } from './events.js';
import type { PresentProject } from './project.js';

export const requirements_max = 50;

/** With surplus, what one requirement may gather: a sum that is still exact in JSON. */
const accepted_max = 1_000 * quantity_max;

/** One thing that a project needs, in a quantity. */
export class ProposedRequirement extends RequirementTerms {
  /** The caller's own id for the requirement; what is asked for again under its id stays the same requirement. */
  @Optional() @IsId() readonly requirementId?: string;
}

/**
 * What comes without an id keeps the id of the same terms at the same place before, or else gets one from the command:
 * so a proposal that is sent again asks for nothing new.
 */
export const withIds = (
  asked: readonly ProposedRequirement[],
  issue: Issue,
  before: readonly Requirement[] = [],
): readonly Requirement[] =>
  asked.map(({ requirementId, ...terms }, n) => {
    const { requirementId: known, ...same } = before[n] ?? {};
    const kept = isDeepStrictEqual(same, terms) ? known : undefined;
    return { requirementId: requirementId ?? kept ?? derivedId(issue, `requirement-${n}`), ...terms };
  });

export const namedTwice = (requirements: readonly Requirement[]): boolean =>
  new Set(requirements.map(({ requirementId }) => requirementId)).size < requirements.length;

export const requirementOf = ({ plan }: PresentProject, requirementId: string): Requirement | undefined =>
  plan.requirements.find((each) => each.requirementId === requirementId);

/** The currency of a requirement of money: what is delivered of it is paid into the project's fund. */
export const currencyOf = (project: PresentProject, requirementId: string): { readonly currency?: string } => {
  const requirement = requirementOf(project, requirementId);
  return requirement?.kind === 'money' ? { currency: requirement.unitOfMeasure } : {};
};

export const moneyWithoutCurrency = (requirements: readonly Requirement[]): boolean =>
  requirements.some(({ kind, unitOfMeasure }) => kind === 'money' && !/^[A-Z]{3}$/.test(unitOfMeasure));

/** How much more of a requirement can be accepted; nothing is asked for under an id that the project does not know. */
export const roomFor = (project: PresentProject, requirementId: string): number | undefined => {
  const requirement = requirementOf(project, requirementId);
  if (!requirement) return undefined;
  const limit = requirement.allowsSurplus ? accepted_max : requirement.quantity;
  return limit - (project.accepted.get(requirementId) ?? 0);
};
