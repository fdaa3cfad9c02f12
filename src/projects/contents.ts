import { createHash } from 'node:crypto';
import type { Evidence } from './events.js';
import type { Promised } from './project-parts.js';

/**
 * What stands for the content of something, so that a repeat of it is known from another thing under its id, and a
 * project with thousands of deliveries stays small.
 */
const contentKey = (...content: readonly (string | number | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');

export const pledgeContent = ({ requirementId, unitId, quantity, resourceId, until, ...more }: Promised): string =>
  contentKey(requirementId, unitId, quantity, resourceId, until, more.reallocatedFrom);

type Delivered = Readonly<{
  pledgeId: string;
  quantity: number;
  evidence: Evidence;
}>;
export const deliveryContent = (unitId: string, { pledgeId, quantity, evidence }: Delivered): string =>
  contentKey(unitId, pledgeId, quantity, evidence.reference, evidence.sha256);

type Spent = Readonly<{ currency: string; amountMinor: number; motionId: string; evidence: Evidence }>;
export const spendingContent = ({ currency, amountMinor, motionId, evidence }: Spent): string =>
  contentKey(currency, amountMinor, motionId, evidence.reference, evidence.sha256);

type Report = Readonly<{ percent: number | undefined; evidence: Evidence | undefined }>;
export const reportContent = ({ percent, evidence }: Report): string =>
  contentKey(percent, evidence?.reference, evidence?.sha256);
