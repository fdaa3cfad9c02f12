import type { Issue } from '#event-sourcing';
import { actorOf, actsFor, inOffice } from '../access/actor.js';
import { offices } from './events.js';

/** Who gives and ends a unit's mandates: the unit itself, the officers of the joint committee, the operator. */
export const keepsMandatesOf = (issue: Issue, unitId: string): boolean =>
  actsFor(issue, unitId) || inOffice(issue, ...offices) || actorOf(issue).kind === 'operator';
