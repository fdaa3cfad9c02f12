import { createHash } from 'node:crypto';

/**
 * What stands for the content of something, so that a repeat of it is known from another thing under its id, and a
 * project with thousands of deliveries stays small.
 */
export const contentKey = (...content: readonly (string | number | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');
