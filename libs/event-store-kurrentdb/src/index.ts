export * from './connection.js';
export type { Following } from './follow.js';
export * from './kurrent-event-store.js';
export * from './kurrent-line-keeper.js';
export * from './numbered-lines.js';
