import { orWhole, pageOf } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryRow, narrowed } from '../overview/history.js';
import { Optional, IsInstant } from '../platform/fields.js';
import { eventOf, objectOf, relatedTo } from './ocel.js';
import { referencesOf, type ThingKind } from './references.js';
import { namesThere, nameOf, things } from './things.js';

/** Which events are wanted, by the instant of the act. */
export class Period {
  /** The first instant. */
  @Optional() @IsInstant() readonly from?: string;
  /** The instant before which it was. */
  @Optional() @IsInstant() readonly until?: string;
}

/** A page of objects or events; and the cursor of the next one. */
export type Part = Readonly<{ items: readonly object[]; next?: string | undefined }>;

const wanted = (cursor: string | undefined) => orWhole({ whole: true }, cursor === undefined ? {} : { cursor });

/** Things of one kind, each with those others that it names. */
export const objectsPart = async (
  db: EntityManager,
  { tenantId: allianceId, now }: AskedByAsker,
  kind: ThingKind,
  cursor: string | undefined,
): Promise<Part> => {
  const { row, id, within } = things[kind];
  const by = within === undefined ? [id] : [within, id];
  const page = await pageOf(db, row, by, wanted(cursor), (rows) => rows.where({ allianceId }));
  const all = page.items.map((each) => ({ each, related: relatedTo(kind, each) }));
  const there = await namesThere(db, allianceId, all.flatMap(({ related }) => related)); // prettier-ignore
  const known = all.map(({ each, related }) => objectOf(kind, each, now, related.filter((one) => there.has(nameOf(one))))); // prettier-ignore
  return { items: known, next: page.next };
};

/** What happened up to a position, each with the things that it names. */
export const eventsPart = async (
  db: EntityManager,
  asked: AskedByAsker,
  period: Period,
  last: number,
  cursor: string | undefined,
): Promise<Part> => {
  const page = await pageOf(db, HistoryRow, ['position'], wanted(cursor), (rows) =>
    narrowed(rows, asked, period).andWhere('row.position <= :last', { last }),
  );
  const all = page.items.map((each) => ({ each, related: referencesOf(each) }));
  const there = await namesThere(db, asked.tenantId, all.flatMap(({ related }) => related)); // prettier-ignore
  const known = all.map(({ each, related }) => eventOf(each, related.filter((one) => there.has(nameOf(one))))); // prettier-ignore
  return { items: known, next: page.next };
};
