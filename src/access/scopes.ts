/** What a key may be used for: reading, or writing in one context. */
export const scopes = [
  'read',
  'alliances',
  'resources',
  'projects',
  'committee',
  'findings',
  'access',
  'webhooks',
] as const;
export type Scope = (typeof scopes)[number];
