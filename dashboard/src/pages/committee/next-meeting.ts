import type { Schemas } from '../../api/query.js';

type Meeting = Schemas['MeetingRow'];
export type AgendaItem = Meeting['agenda'][number];
type Meetings = readonly Meeting[];

/** The one that sits, or else the one that is adjourned, or else the first that is convened. */
export const nextOf = (open: Meetings = [], adjourned: Meetings = [], convened: Meetings = []): Meeting | undefined =>
  open[0] ?? adjourned[0] ?? convened.toSorted((a, b) => a.from.localeCompare(b.from))[0];
