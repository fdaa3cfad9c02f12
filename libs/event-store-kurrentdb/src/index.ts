export * from './connection.js';
export * from './kurrent-event-store.js';
