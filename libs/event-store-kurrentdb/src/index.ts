export * from './connection.js';
export { connected } from './greeting.js';
export type { Following } from './follow.js';
export * from './kurrent-event-store.js';
export * from './kurrent-line-keeper.js';
export * from './numbered-lines.js';
export * from './rights.js';
