import { IsString } from 'class-validator';
import { OrNull } from '../platform/fields.js';

/** What signs, shown this once. */
export class ShownSecret {
  /** As Standard Webhooks spells it, whsec_…; null where it was shown before, to a repeat of the same request. */
  @IsString() @OrNull() readonly secret: string | null;
}
