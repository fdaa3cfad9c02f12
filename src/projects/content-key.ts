import { createHash } from 'node:crypto';

/**
 * What stands for the content of something that is over, so that a repeat of it is known from another thing under its
 * id, and a project with thousands of past pledges stays small.
 */
export const contentKey = (...content: readonly (string | number | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');
