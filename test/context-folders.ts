/** The folders of src/ whose facts the log holds, in the order of the catalogue. */
export const contextFolders = [
  'alliances',
  'resources',
  'projects',
  'committee',
  'findings',
  'webhooks',
  'feeds',
  'access',
  'readers',
  'readings',
] as const;
