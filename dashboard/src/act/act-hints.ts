import type { Receipt } from '../api/client.js';
import type { OwnFields } from './part-fields.js';

/** What a page knows that the API's description does not. */
export type ActHints = Readonly<{
  /** What is filled in already, by field. */
  given?: Readonly<Record<string, unknown>>;
  /** What it is already, by field: no choice for an act that makes it another. */
  already?: Readonly<Record<string, string>>;
  /** The unit of measure of `quantity`; a currency makes it money. */
  unitOfMeasure?: string | undefined;
  /** Fields of a page's own, instead of those made of the schema. */
  own?: OwnFields;
  onDone?: (receipt: Receipt) => void;
}>;
