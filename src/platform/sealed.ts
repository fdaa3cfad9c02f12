import type { Event, Recorded } from '#event-sourcing';
import { seal, unseal } from './boxes.js';

/**
 * Words by or about a person, in the one place of an event where they may stand. A decision says them plain; on the way
 * into the log they are sealed by the person's key, each field by itself; and so they stay, in rows, exports and backups,
 * until an answer is given. Where the log is from before sealing, or nothing was said, they lie plain.
 */
export type Sealed<Words extends object> = Plain<Words> | Closed;
type Plain<Words extends object> = Readonly<{ plain: Readonly<Words> }>;

/** `of`: whose key opens it; `in`: the event that it was sealed in. A box for each field, as base64url. */
export type Closed = Readonly<{ of: string; in: string; box: Readonly<Record<string, string>> }>;

/** `sealed({ reason })`; what was not said is not there. */
export const sealed = <Words extends object>(words: Words): Plain<Words> => ({ plain: words });

/** A sealed field on its way to an answer, which is opened when it leaves. */
export class Box {
  /** @param otherwise what is told once the key is destroyed: that a person was erased, or nothing */
  constructor(
    readonly of: string,
    readonly place: string,
    readonly field: string,
    readonly text: string,
    readonly otherwise: 'that' | 'nothing',
  ) {}
}

/**
 * What was said, for an answer: `SightInterceptor` opens it on the way out, once it is clear what of the answer the
 * asker may see. Nothing else may look at it.
 */
export const told = <Words extends object, Field extends keyof Words & string>(
  said: Sealed<Words>,
  field: Field,
  otherwise: Box['otherwise'] = 'that',
): Words[Field] => {
  if ('plain' in said) return said.plain[field];
  const text = said.box[field];
  return (text === undefined ? undefined : new Box(said.of, said.in, field, text, otherwise)) as Words[Field]; // as it leaves
};

/** Words are padded, so that how long they are says little: JSON minds no spaces behind it. */
const block_bytes = 32;
const padded = (text: string): string => text.padEnd(Math.ceil(Buffer.byteLength(text) / block_bytes) * block_bytes);

/** What a box is: a field of one event, or of another thing that has an id. */
const as = (place: string, field: string): string => `${place} ${field}`;

/** Each field in a box of its own, by the key of whom it is. */
export const closed = (key: Uint8Array, of: string, place: string, words: object): Closed => ({
  ...{ of, in: place },
  box: Object.fromEntries(
    Object.entries(words)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => {
        return [field, seal(key, as(place, field), padded(JSON.stringify(value))).toString('base64url')];
      }),
  ),
});

/** @throws where the box is not what was sealed in this place */
export const openedBox = (key: Uint8Array, { place, field, text }: Pick<Box, 'place' | 'field' | 'text'>): unknown =>
  JSON.parse(unseal(key, as(place, field), Buffer.from(text, 'base64url')).toString());

/** @throws where a box is not what was sealed in this place */
export const openedWords = (key: Uint8Array, { in: place, box }: Closed): Plain<object> =>
  sealed(
    Object.fromEntries(Object.entries(box).map(([field, text]) => [field, openedBox(key, { place, field, text })])),
  );

type Holding = Readonly<{ sealed?: Sealed<object> }>;

/** What of an event is sealed, or is to be; nothing where nothing was said. */
export const wordsIn = ({ data }: Event): Sealed<object> | undefined => {
  const { sealed: said } = data as Holding;
  return said && (!('plain' in said) || Object.keys(said.plain).length > 0) ? said : undefined;
};

/** The event with its words in another form. */
export const withWords = <E extends Event>(event: E, words: object): E => ({
  ...event,
  data: { ...event.data, sealed: words },
});

/** An event that was not recorded, for whoever asked what would be: what it says, and beside it the words that they gave. */
export const foretold = ({ type, data }: Event): Readonly<{ type: string; data: object; words: object }> => {
  const { sealed: said, ...rest } = data as Holding;
  return { type, data: rest, words: said && 'plain' in said ? said.plain : {} };
};

/** What is sealed in an event knows which one: so it can lie in a row, and be opened there. The log has no need of it. */
export const placed = (event: Recorded): Recorded => {
  const words = wordsIn(event);
  return words && !('plain' in words) ? withWords(event, { ...words, in: event.id }) : event;
};
