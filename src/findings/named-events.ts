import { EventStore } from '#event-sourcing';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../access/principal.js';
import { eventFor } from '../access/sight.js';
import type { Named } from './events.js';

/** What of the log a finding can be about. */
@Injectable()
export class NamedEvents {
  constructor(private readonly log: EventStore) {}

  /** The events at these positions that an auditor may know of; for anybody else there are none. */
  async of(positions: readonly number[], principal: Principal): Promise<{ named: readonly Named[] }> {
    if (principal.kind !== 'auditor') return { named: [] };
    const asker = { principal, standing: { unit: 'admitted', roles: ['auditor'] } } as const;
    const events = await this.log.readAt(positions.toSorted((one, other) => one - other));
    const seen = events.flatMap((event) => eventFor(asker, event) ?? []);
    return { named: seen.map(({ position, eventId }) => ({ position, eventId })) };
  }
}
