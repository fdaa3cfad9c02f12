import type { Contribution } from './explanation.js';

/** How far it was looked: a thing, and a position within it. */
export type Place = Readonly<{ thing: string; position: number }>;
/** What adds to a figure; or nothing, where it is gone on with another time. */
export type Line = Place & Readonly<{ amount: number; of?: Omit<Contribution, 'amount'> }>;
