/** What the path of a page names, such as its unit. */
export type Named = Readonly<Record<string, string>>;

/** The first that stands at a path below the alliance, such as `/units/:unitId`, and what the path names there. */
export const found = <T>(
  all: readonly (readonly [pattern: string, it: T])[],
  path: string,
): Readonly<{ it: T; named: Named }> | undefined => {
  for (const [pattern, it] of all) {
    const match = new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path || '/');
    if (match) return { it, named: { ...match.groups } };
  }
  return undefined;
};
