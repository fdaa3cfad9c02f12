import type { LocalText } from '../platform/fields.js';
import type { Voice } from './events.js';

/** What a unit promised: the same promise under the same id is one pledge. */
export type Promised = Readonly<{
  requirementId: string;
  unitId: string;
  quantity: number;
  resourceId?: string;
  /** The last day on which it stands, as its unit said it. */
  until?: string;
  /** The pledge of which it takes over what was open. */
  reallocatedFrom?: string;
}>;

/** A pledge of which something may still come. `reported` counts what was delivered, `confirmed` what of it arrived. */
export type Pledge = Promised & {
  status: 'made' | 'accepted';
  reported: number;
  confirmed: number;
  lapsesAt?: string;
};

/** A pledge that is over. A delivery that is reversed may open it again. */
export type PastPledge = Omit<Pledge, 'status'> & {
  status: 'declined' | 'released' | 'kept';
  /** The pledge that took over what was open. */
  becameId?: string;
};

/** What was delivered of a pledge, as its unit says. */
export type Delivery = Readonly<{ pledgeId: string; quantity: number; content: string }> & {
  status: 'reported' | 'confirmed' | 'reversed';
  /** Of the money that was paid into the fund with it. */
  currency?: string;
};

/** Money that left the fund. */
export type Spending = Readonly<{ currency: string; amountMinor: number; content: string }> & { reversed: boolean };

/** What is to be reached by a day. */
export type Milestone = Readonly<{ title: LocalText; due: string; overdueAt: string }> & {
  status: 'set' | 'missed' | 'reached' | 'dropped';
};

/** What a unit, or one whom it serves, thinks of the project. */
export type Evaluation = Readonly<{ unitId: string; voice: Voice; score: number }>;
