/** What Chromium noted of a task. */
export type TraceEvent = Readonly<{ name: string; pid: number; tid: number; tdur?: number; args?: { name?: unknown } }>;

const long_ms = 50;

/**
 * For how long tasks of a page kept it from answering, in ms: of each what it took beyond 50. As Lighthouse's blocking
 * time, but by the processor's clock, which stands still while other programs have the processor, and of all tasks.
 *
 * @param events of a trace
 * @param slower how many times as slow the processor is taken to be
 */
export const blockedByCpu_ms = (events: readonly TraceEvent[], slower: number): number => {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const renderers = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const blocked_ms = new Map<string, number>();
  for (const event of events) {
    const thread = threadOf(event);
    if (event.name !== 'RunTask' || !renderers.has(thread)) continue;
    const took_ms = ((event.tdur ?? 0) / 1_000) * slower;
    blocked_ms.set(thread, (blocked_ms.get(thread) ?? 0) + Math.max(0, took_ms - long_ms));
  }
  return Math.round(Math.max(0, ...blocked_ms.values()));
};
