import type { EventStore, Recorded } from '#event-sourcing';

const page_max = 5_000;

/** All events of a log, behind a position. */
export const wholeLog = async (log: Pick<EventStore, 'readAll'>, after = 0): Promise<readonly Recorded[]> => {
  const events: Recorded[] = [];
  for (let page; (page = await log.readAll(events.at(-1)?.position ?? after, page_max)).length > 0;)
    events.push(...page);
  return events;
};
