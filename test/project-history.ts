import type { EventOf } from '#event-sourcing';
import {
  happened,
  type ProjectEvent,
  type DeclineCause,
  type ReleaseCause,
  type Requirement,
} from '../src/projects/events.js';

/** Who acts in the specs of projects: the residents propose, the school and the bank pledge. */
export const by = (unitId: string, office?: string) => ({
  actor: { kind: 'representative', unitId, ...(office && { office }) },
});
export const byReaction = { actor: { kind: 'reaction', name: 'projects/on-something', eventId: 'e1' } };

/** So that days are counted by the clocks of Shanghai. */
export const inShanghai = { type: 'AllianceFounded', data: { charter: { timeZone: 'Asia/Shanghai' } } };

export const lamps: Requirement = {
  requirementId: 'lamps',
  kind: 'goods',
  description: { en: 'Street lamps' },
  unitOfMeasure: 'pieces',
  quantity: 40,
  due: '2026-06-30',
};
export const hours: Requirement = {
  requirementId: 'hours',
  kind: 'labour',
  description: { en: 'Hands' },
  unitOfMeasure: 'hours',
  quantity: 80,
  allowsSurplus: true,
};
export const plan = { title: { en: 'Street lights' }, requirements: [lamps, hours] };

export const proposed = happened('ProjectProposed', { ...plan, proposedBy: 'residents' });
export const submitted = happened('ProjectSubmitted', {});
export const approved = happened('ProjectApproved', { motionId: 'm1' });
export const declined = happened('ProjectDeclined', { motionId: 'm1' });
export const deferred = happened('ProjectDeferred', { motionId: 'm1' });
export const started = happened('ProjectStarted', {});
export const completed = happened('ProjectCompleted', {});
export const cancelled = happened('ProjectCancelled', { sealed: { plain: { reason: 'No money' } } });

/** A project that takes pledges. */
export const open = [proposed, submitted, approved];

export const promise = { requirementId: 'lamps', quantity: 12 };
export const made = (more: Partial<EventOf<ProjectEvent, 'PledgeMade'>['data']> = {}) =>
  happened('PledgeMade', { pledgeId: 'p1', unitId: 'school', ...promise, ...more });
export const accepted = happened('PledgeAccepted', { pledgeId: 'p1', ...promise });
export const kept = happened('PledgeKept', { pledgeId: 'p1', ...promise });
export const pledgeDeclined = (
  cause: DeclineCause,
  words: { reason?: string } = {},
  resource: { resourceId?: string } = {},
) => happened('PledgeDeclined', { pledgeId: 'p1', ...promise, ...resource, cause, sealed: { plain: words } });
export const released = (
  cause: ReleaseCause,
  more: Partial<{ pledgeId: string; unitId: string; released: number; accepted: boolean; resourceId: string }> = {},
  words: { reason?: string } = {},
) =>
  happened('PledgeReleased', {
    pledgeId: 'p1',
    requirementId: 'lamps',
    unitId: 'school',
    released: 12,
    accepted: true,
    cause,
    sealed: { plain: words },
    ...more,
  });

type Lapses = Readonly<{ lapsesAt?: string }>;

export const evidence = { reference: 'https://school.example/receipts/7', sha256: 'a'.repeat(64) };
export const reported = (quantity: number, deliveryId = 'd1') =>
  happened('DeliveryReported', { deliveryId, pledgeId: 'p1', requirementId: 'lamps', quantity, evidence });
export const confirmed = (quantity: number, deliveryId = 'd1', more: Lapses = {}) =>
  happened('DeliveryConfirmed', { deliveryId, pledgeId: 'p1', requirementId: 'lamps', quantity, ...more });
export const reversed = (quantity: number, confirmed: boolean, deliveryId = 'd1', more: Lapses = {}) =>
  happened('DeliveryReversed', {
    ...{ deliveryId, pledgeId: 'p1', requirementId: 'lamps', quantity, confirmed },
    ...more,
    sealed: { plain: { reason: 'Counted twice' } },
  });
