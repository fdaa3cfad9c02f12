import { answering, cursorOf, page_max, placeOf, TenantQuery } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { ListOf, Matching, OneOf, Optional, OrNull, Text } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import type { Dashboard } from './dashboard-view.js';
import { ThingChange, thingsChanged } from './things-changed.js';

const figures_max = 2_000;
const things_default = 50;
const sums = ['units', 'resources', 'projects', 'requirements'] as const;
type Sums = Pick<Dashboard, (typeof sums)[number]>;

/** Between which moments; to that of `asOf`, or to now. */
export class DifferenceFilter extends PageQuery {
  /** From this moment on, an instant or a log position; from the beginning unless said. */
  @Optional() @Matching(/^[\d:.TZ-]+$/) readonly since?: string;
}

/** A figure of the dashboard that was another one then. */
export class FigureChange {
  @OneOf(sums) readonly of: (typeof sums)[number];
  /** Which of them: by status, stage, kind and unit of measure, such as `admitted, school`. */
  @IsString() readonly group: string;
  /** The field, such as `count` or `last30Days.used`. */
  @IsString() readonly figure: string;
  /** Null where there was none. */
  @IsInt() @OrNull() readonly before: number | null;
  @IsInt() @OrNull() readonly after: number | null;
}

/** What changed between two moments. */
export class Difference {
  /** The log positions of the two. */
  @IsInt() @Min(0) readonly from: number;
  @IsInt() readonly to: number;
  @ListOf([FigureChange], { min: 0, max: figures_max }) readonly figures: readonly FigureChange[];
  /** In the order in which something first happened to them. */
  @ListOf([ThingChange], { min: 0, max: page_max }) readonly things: readonly ThingChange[];
  /** The `cursor` of the next things; the last page has none. One before it may have fewer than `limit`. */
  @Optional() @Text(1, 2_000) readonly next?: string;
}

/** To which things did something happen between two positions, of what the asker may see? */
export class GetThingsChanged extends TenantQuery<Pick<Difference, 'things' | 'next'>> {
  constructor(
    asked: AskedByAsker,
    readonly from: number,
    readonly to: number,
    readonly page: PageQuery,
  ) {
    super(asked);
  }
}

export const getThingsChanged = answering(GetThingsChanged, async (db, { asked, from, to, page }) => {
  const { limit = things_default, cursor } = page;
  const list = ['difference', asked.tenantId, asked.asker.principal.clientId, from];
  const [after = from, upTo = to] = cursor === undefined ? [] : placeOf(db, list, cursor);
  const { things, through } = await thingsChanged(db, { asked, from, upTo, after, things_max: limit });
  return through < upTo ? { things, next: cursorOf(db, list, [through, upTo]) } : { things };
});

/** Which figures of the dashboard are others. Texts tell which of them it is, numbers are the figures. */
export const changedFigures = (before: Sums | undefined, after: Sums): readonly FigureChange[] => {
  const [then, now] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) => {
    const change = { before: then.get(key) ?? null, after: now.get(key) ?? null };
    const [of, group, figure] = JSON.parse(key) as [FigureChange['of'], string, string]; // as figuresOf wrote it
    return change.before === change.after ? [] : [{ of, group, figure, ...change }];
  });
};

const figuresOf = (all: Sums | undefined): ReadonlyMap<string, number> => {
  const figures = new Map<string, number>();
  const told = (of: string, group: readonly string[], name: string, value: unknown): void => {
    if (typeof value === 'number') figures.set(JSON.stringify([of, group.join(', '), name]), value);
    else if (Array.isArray(value)) for (const each of value as readonly object[]) item(of, group, each);
    else if (typeof value === 'object' && value !== null)
      for (const [part, each] of Object.entries(value)) told(of, group, `${name}.${part}`, each);
  };
  const item = (of: string, within: readonly string[], sum: object): void => {
    const group = [...within, ...Object.values(sum).filter((value) => typeof value === 'string')];
    for (const [name, value] of Object.entries(sum)) told(of, group, name, value);
  };
  for (const of of all ? sums : []) for (const sum of all?.[of] ?? []) item(of, [], sum);
  return figures;
};
