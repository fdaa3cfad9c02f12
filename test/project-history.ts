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

type Lapses = Readonly<{ lapsesAt?: string; currency?: string; pledgeId?: string; requirementId?: string }>;

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

export const money: Requirement = {
  requirementId: 'money',
  kind: 'money',
  description: { en: 'Cables' },
  unitOfMeasure: 'CNY',
  quantity: 100_000,
};
/** A project that asks for money. */
export const openForMoney = [
  happened('ProjectProposed', { ...plan, requirements: [lamps, hours, money], proposedBy: 'residents' }),
  ...open.slice(1),
];
const inCash = { requirementId: 'money', quantity: 5_000 };
/** The residents have 5,000 fen in their project's fund. */
export const funded = [
  ...openForMoney,
  made(inCash),
  happened('PledgeAccepted', { pledgeId: 'p1', ...inCash }),
  happened('DeliveryReported', { deliveryId: 'd1', pledgeId: 'p1', ...inCash, evidence }),
  confirmed(5_000, 'd1', { requirementId: 'money', currency: 'CNY' }),
  happened('PledgeKept', { pledgeId: 'p1', ...inCash }),
];
export const spent = (amountMinor: number, more: Partial<EventOf<ProjectEvent, 'FundSpent'>['data']> = {}) =>
  happened('FundSpent', {
    ...{ spendingId: 's1', currency: 'CNY', amountMinor, motionId: 'm1', evidence },
    sealed: { plain: { purpose: 'Cables' } },
    ...more,
  });
export const spendingReversed = (amountMinor: number, more: Partial<{ spendingId: string; currency: string }> = {}) =>
  happened('SpendingReversed', {
    ...{ spendingId: 's1', currency: 'CNY', amountMinor, ...more },
    sealed: { plain: { reason: 'It came back' } },
  });

const m1 = { milestoneId: 'm1' };
const june = { due: '2026-06-30', overdueAt: '2026-06-30T16:00:00.000Z' };
export const milestone = happened('MilestoneSet', { ...m1, title: { en: 'Half of it' }, ...june });
export const reached = happened('MilestoneReached', m1);
export const missed = happened('MilestoneMissed', { ...m1, title: { en: 'Half of it' }, due: june.due });
export const dropped = happened('MilestoneDropped', { ...m1, sealed: { plain: { reason: 'Too far' } } });
export const evaluated = (score: number, more: Partial<EventOf<ProjectEvent, 'ProjectEvaluated'>['data']> = {}) =>
  happened('ProjectEvaluated', {
    ...{ evaluationId: 'e1', unitId: 'school', voice: 'unit', score },
    sealed: { plain: { words: 'Bright' } },
    ...more,
  });
export const evaluationOver = (evaluations: number, scores: number) =>
  happened('EvaluationClosed', { evaluations, scores });
