import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { closed } from '../platform/sealed.js';
import { Keyring } from './keyring.js';

const batch_max = 500;

type Open = Readonly<{ person_id: string; name: string; phone: string | null; email: string | null }>;

/** Names and contacts that an earlier version of this program wrote down open are sealed before anybody is answered. */
@Injectable()
export class SealNames implements OnApplicationBootstrap {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const text = 'SELECT person_id, name, phone, email FROM access.person WHERE name IS NOT NULL LIMIT $1';
    for (let open: Open[]; (open = await this.database.query(text, [batch_max])).length > 0;)
      for (const row of open) await this.#seal(row);
  }

  async #seal({ person_id: personId, name, phone, email }: Open): Promise<void> {
    await this.keyring.ready(personId);
    const key = this.keyring.keyOf(personId);
    if (!key) throw new Error(`the key of ${personId} is not at hand`);
    await this.database.query(
      'UPDATE access.person SET sealed = $2, name = NULL, phone = NULL, email = NULL WHERE person_id = $1',
      [personId, closed(key, personId, personId, { name, phone, email })],
    );
  }
}
