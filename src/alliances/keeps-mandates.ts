import type { Issue } from '#event-sourcing';
import { actorOf, inOffice } from '../access/actor.js';
import { offices } from './events.js';
import { endsWithin, type Mandate } from './mandates.js';

type Mandates = ReadonlyMap<string, Mandate>;

/** Whether it is the unit itself that says who acts for it, by whoever has its voice; or the operator. */
export const keepsMandatesOf = (issue: Issue, unitId: string, mandates: Mandates): boolean => {
  const actor = actorOf(issue);
  if (actor.kind === 'operator') return true;
  if (actor.kind !== 'representative' || actor.unitId !== unitId) return false;
  const held = mandates.get(actor.mandateId ?? '');
  return held === undefined || held.kind === 'delegate';
};

/** Whether an officer writes down whom a unit names that has no delegate who could. */
export const helpsOut = (issue: Issue, mandates: Mandates): boolean =>
  inOffice(issue, ...offices) && !hasDelegate(mandates, issue.at);

const hasDelegate = (mandates: Mandates, at: string): boolean =>
  [...mandates.values()].some((mandate) => mandate.kind === 'delegate' && endsWithin(mandate, at));
