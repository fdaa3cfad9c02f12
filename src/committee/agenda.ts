import type { AgendaItem } from './events.js';

/** How many items an agenda has at most. */
export const items_max = 100;

const keyOf = (item: AgendaItem): string => {
  switch (item.kind) {
    case 'motion':
    case 'review':
      return `${item.kind} ${item.motionId}`;
    case 'action':
      return `action ${item.actionId}`;
    case 'finding':
      return `finding ${item.findingId}`;
    case 'other':
      return `other ${item.title.zh ?? ''}\n${item.title.en ?? ''}`;
  }
};

/** An agenda of these items, in this order: what is named twice stands where it is named first. */
export const agendaOf = (items: readonly AgendaItem[]): readonly AgendaItem[] => [
  ...items.reduce((all, item) => (all.has(keyOf(item)) ? all : all.set(keyOf(item), item)), new Map<string, AgendaItem>()).values(), // prettier-ignore
];

/** An agenda with more items, as far as there is room: what finds none stays an open matter. */
export const withMore = (agenda: readonly AgendaItem[], more: readonly AgendaItem[]): readonly AgendaItem[] =>
  agendaOf([...agenda, ...more]).slice(0, Math.max(items_max, agenda.length));

/** Whether a motion is on an agenda, to be heard, voted on or looked at again. */
export const isOn = (agenda: readonly AgendaItem[], motionId: string): boolean =>
  agenda.some((item) => 'motionId' in item && item.motionId === motionId);
