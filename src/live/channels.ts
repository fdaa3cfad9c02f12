import { Overloaded, type Recorded } from '#event-sourcing';
import type { Follower } from '#nest-event-sourcing';
import { Channel } from './channel.js';

/** How long the log may not be read until nobody is told any more that this is live. */
const silent_ms_max = 15_000;

/** A channel for each alliance that somebody follows here, filled by the one reader of this process. */
export class Channels {
  readonly #channels = new Map<string, Channel>();
  readonly #stop: () => void;

  /** @param heard is told of every event while anybody follows, before the followers are */
  constructor(
    private readonly follower: Pick<Follower, 'position' | 'silent_ms' | 'listen'>,
    private readonly heard: (events: readonly Recorded[]) => void,
  ) {
    this.#stop = follower.listen((events, position) => this.#add(events, position));
  }

  /** @returns the alliance's channel, and what gives it back @throws Overloaded where the log cannot be read */
  open(allianceId: string, wake: () => void): readonly [Channel, () => void] {
    const position = this.follower.position;
    if (position === undefined || this.isSilent) throw new Overloaded('the log cannot be read');
    const channel = this.#channels.get(allianceId) ?? new Channel(position);
    this.#channels.set(allianceId, channel);
    const leave = channel.follow(wake);
    const close = () => {
      leave();
      if (channel.followers_count === 0) this.#channels.delete(allianceId);
    };
    return [channel, close];
  }

  /** Whether it is not known any more what happens. */
  get isSilent(): boolean {
    return this.follower.silent_ms > silent_ms_max;
  }

  close(): void {
    this.#stop();
  }

  #add(events: readonly Recorded[], position: number): void {
    if (this.#channels.size === 0) return;
    this.heard(events);
    const of = new Map<string, Recorded[]>([...this.#channels.keys()].map((allianceId) => [allianceId, []]));
    for (const event of events) of.get(event.issue.tenantId)?.push(event);
    for (const [allianceId, theirs] of of) this.#channels.get(allianceId)?.add(theirs, position);
  }
}
