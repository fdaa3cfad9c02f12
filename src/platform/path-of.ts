/** The ids in the path of a request: the router gives texts, or nothing where the route names none. */
export const pathOf = ({ params }: Readonly<{ params?: unknown }>): Readonly<Record<string, string>> =>
  (params ?? {}) as Record<string, string>; // fastify knows them as unknown
