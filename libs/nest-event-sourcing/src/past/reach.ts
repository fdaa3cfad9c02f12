import type { EntityManager } from 'typeorm';

/**
 * Whose events make up what one tenant is told: its own, and those of tenants whose rows it sees; or `all` of the log. `last`
 * is the newest of these events: as of any later position too, until the next one of them, the state is the same.
 */
export type Reached = Readonly<{ tenants: readonly string[] | 'all'; last: number }>;

/**
 * Whose events they are as of a position, as the live tables know it, which have reached it. @throws where there was no such
 * tenant yet
 */
export type Reach = (db: EntityManager, tenantId: string, position: number) => Promise<Reached>;
