/** That the network went or came back, as the browser says, or that a request got no answer. */
export type Doubt = 'offline' | 'online' | 'unanswered';

const heard = new Set<(doubt: Doubt) => void>();

export const doubt = (why: Doubt): void => heard.forEach((hear) => hear(why));

/** @param over ends the hearing */
export const whenInDoubt = (hear: (doubt: Doubt) => void, over: AbortSignal): void => {
  heard.add(hear);
  over.addEventListener('abort', () => heard.delete(hear));
};

for (const name of ['offline', 'online'] as const) window.addEventListener(name, () => doubt(name));
