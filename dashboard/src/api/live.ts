import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream';
import { useEffect, useState } from 'react';
import { useAllianceId } from './alliance-id.js';
import { saw } from './asking.js';
import { openStream, refusalOf } from './client.js';
import { whenInDoubt, type Doubt } from './doubt.js';
import { Problem } from './problem.js';
import { queryClient } from './query.js';

/** At once after a quiet time; the longer it does not stop, the less often, so that nobody's screen asks without end. */
const [soon_ms, seldom_ms, quiet_ms] = [150, 4_000, 5_000];
/** How long the stream may say nothing, heartbeats included, before it counts as lost; and at first. */
const [silence_ms, opening_ms] = [25_000, 10_000];
/** When it is opened again: by what is said where it is refused, or now and then; never all of them at once. */
const [again_ms, again_max_ms] = [2_000, 60_000];
/** Who is signed out, over what they filled in, is asked for less often: refusals are counted for all of an address. */
const signedOut_ms = 15_000;
/** So long a stream is trusted though a request is not answered; each time that it was there all the same, twice as long. */
const [trusted_ms, trusted_max_ms] = [5_000, 300_000];

export type Connection = 'connecting' | 'live' | 'lost';

/** Follows the alliance: whatever is shown is asked again when something happened, within the second. What was does not change. */
export const useLive = (isPast = false): Connection => {
  const allianceId = useAllianceId();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    if (isPast) return undefined;
    const over = new AbortController();
    void follow(allianceId, setConnection, over.signal);
    return () => over.abort();
  }, [allianceId, isPast]);
  return connection;
};

/** Until it is over. A stream that breaks is opened again, and what was missed is asked for. */
const follow = async (allianceId: string, tell: (connection: Connection) => void, over: AbortSignal): Promise<void> => {
  const refresh = refresher(() => void queryClient.invalidateQueries({ queryKey: [allianceId] }), over);
  let [wasLost, following_ms, trust_ms] = [false, Infinity, trusted_ms];
  const heard = ({ event, id = '0' }: EventSourceMessage) => {
    saw(Number(id));
    if (event === 'following') {
      tell('live');
      following_ms = performance.now();
      if (wasLost) refresh();
    } else if (event !== 'ended' && event !== 'dropped') refresh();
  };
  let doubted: (why: Doubt) => void = () => undefined;
  whenInDoubt((why) => doubted(why), over);
  while (!over.aborted) {
    const cut = new AbortController();
    following_ms = Infinity; // while it is opened, its own silence says enough
    // A stream does not notice that the network went: another one shows whether anybody is there.
    doubted = (why) => {
      if (why === 'unanswered' && performance.now() - following_ms < trust_ms) return;
      trust_ms = why === 'unanswered' ? Math.min(trusted_max_ms, trust_ms * 2) : trusted_ms;
      cut.abort();
    };
    const end = await listen(`/v1/alliances/${allianceId}/stream`, heard, AbortSignal.any([over, cut.signal])).catch((error: unknown) => error); // prettier-ignore
    if (over.aborted) return;
    wasLost = true;
    tell(cut.signal.aborted ? 'connecting' : 'lost');
    if (cut.signal.aborted) continue;
    trust_ms = trusted_ms;
    await new Promise<void>((done) => {
      setTimeout(done, waitAfter(end));
      doubted = (why) => why === 'online' && done();
    });
  }
};

const waitAfter = (end: unknown): number => {
  const { status, retryAfter_ms = 0 } = end instanceof Problem ? end : {};
  const wait_ms = status === 401 ? signedOut_ms : Math.min(Math.max(again_ms, retryAfter_ms), again_max_ms);
  return wait_ms * (1 + Math.random() / 4);
};

/** Hears one stream to its end; rejects where it cannot be opened, breaks, or falls silent. */
const listen = async (path: string, heard: (message: EventSourceMessage) => void, over: AbortSignal): Promise<void> => {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), opening_ms);
  const alive = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (piece, out) => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silence_ms);
      out.enqueue(piece);
    },
  });
  try {
    const response = await openStream(path, { signal: AbortSignal.any([over, silence.signal]) });
    if (response.status === 401) void queryClient.invalidateQueries({ queryKey: ['me'] }); // signed out, in another tab perhaps
    if (!response.ok || !response.body) throw await refusalOf(response);
    const messages = response.body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const reader = messages.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) heard(next.value);
  } finally {
    clearTimeout(timer);
  }
};

/** Puts work off a little, so that what comes at once is one piece of work. */
const refresher = (work: () => void, over: AbortSignal): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [wait_ms, last_ms] = [soon_ms, 0];
  over.addEventListener('abort', () => clearTimeout(timer));
  return () => {
    if (timer !== undefined || over.aborted) return;
    wait_ms = performance.now() - last_ms > quiet_ms ? soon_ms : Math.min(seldom_ms, wait_ms * 1.5);
    timer = setTimeout(() => {
      timer = undefined;
      last_ms = performance.now();
      work();
    }, wait_ms);
  };
};
