import { namedId, type Recorded, type Seen } from '#event-sourcing';
import { Time } from '#nest-event-sourcing';
import { Injectable } from '@nestjs/common';
import { eventFor } from '../access/sight.js';
import type { Asker } from '../access/principal.js';
import type { Attempt } from './progress.js';
import { Outside, type Sent } from './outside.js';
import { signed, type Message } from './signing.js';
import { Slots } from './slots.js';
import { Vault } from './vault.js';
import type { LivingWebhook } from './webhook.js';

const [all_max, each_max] = [128, 4];

/** For whom something is sent. */
type For = Readonly<{ webhookId: string; allianceId: string }> &
  Pick<Seen<LivingWebhook>, 'unitId' | 'content' | 'secrets'>;

/** Signs messages and sends them: so many at once in this process, and so many of one unit. */
@Injectable()
export class Sender {
  readonly #slots = new Slots(all_max, each_max);

  constructor(
    private readonly outside: Outside,
    private readonly vault: Vault,
    private readonly time: Time,
  ) {}

  /** Sends an event as its unit may see it; nothing where it may not. */
  async event(to: For, event: Recorded): Promise<Sent | undefined> {
    const data = eventFor(unitAsks(to), event);
    if (!data) return undefined;
    return this.message(to, {
      id: messageIdOf(to.webhookId, event.id),
      type: event.type,
      timestamp: event.issue.at,
      data,
    });
  }

  async message({ unitId, content, secrets }: For, message: Message): Promise<Sent> {
    const address = await this.vault.open(content.targetId);
    return this.#slots.take(unitId, async () => {
      const now = this.time.now();
      const known = [
        secrets.current,
        ...(secrets.previous && now < secrets.previous.until ? [secrets.previous.id] : []),
      ];
      const { headers, body } = signed(message, await Promise.all(known.map((id) => this.vault.open(id))), now);
      return this.outside.post(address, headers, body);
    });
  }
}

/** One message of one webhook, however often it is sent. */
const messageIdOf = (webhookId: string, eventId: string): string => `msg_${namedId(eventId, webhookId)}`;

/** What an answer came to. */
export const outcomeOf = (sent: Sent): Pick<Attempt, 'outcome' | 'status' | 'why' | 'answer' | 'duration_ms'> => {
  const { duration_ms } = sent;
  if ('why' in sent) return { outcome: sent.refused ? 'refused' : 'failed', why: sent.why, duration_ms };
  const { status, body: answer } = sent;
  return { outcome: status >= 200 && status < 300 ? 'delivered' : 'failed', status, answer, duration_ms };
};

/**
 * A webhook is its unit's and nobody's in it: it sees what any member sees, and what is its unit's own. Whether the unit
 * is in good standing is for its sender to ask.
 */
export const unitAsks = ({
  webhookId,
  allianceId,
  unitId,
}: Pick<For, 'webhookId' | 'allianceId' | 'unitId'>): Asker => ({
  principal: { kind: 'person', clientId: webhookId, personId: webhookId, unitId, allianceId, scopes: ['read'] },
  standing: { unit: 'admitted', mandateId: webhookId, roles: ['liaison'] },
});
