import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Caller, Member, Receipt } from './caller.js';
import { offer, plan, type Place, type Project, type Resource } from './place.js';

const evidence = { reference: 'receipt 7', sha256: 'a'.repeat(64) };
const choices = ['for', 'for', 'for', 'against', 'abstain'] as const;
const remembered_max = 200;
const pause_ms_max = 40;

type Pledge = Project & Readonly<{ pledgeId: string; by: Member }>;
type Booking = Resource & Readonly<{ bookingId: string; by: Member }>;
type Motion = Readonly<{ motionId: string; closesAt: number }>;

/** What everybody knows, since somebody was told that it is so. */
export class Life {
  readonly #pledges: Pledge[] = [];
  readonly #bookings: Booking[] = [];
  #motions: Motion[] = [];
  readonly #strangers: Member[];
  /** When the last vote that was opened closes. */
  lastVote_ms = 0;

  constructor(private readonly place: Place) {
    this.#strangers = [...place.strangers];
  }

  /** Does this and that until it is over. */
  async live(caller: Caller, isOver: () => boolean): Promise<void> {
    const { luck } = caller;
    const moves: readonly (() => Promise<unknown>)[] = [
      ...Array.from({ length: 6 }, () => () => this.#pledge(caller, this.place.projects[0]!)), // the hot stream
      ...Array.from({ length: 3 }, () => () => this.#pledge(caller, luck.of(this.place.projects))),
      ...Array.from({ length: 3 }, () => () => this.#withdraw(caller)),
      ...Array.from({ length: 3 }, () => () => this.#deliver(caller)),
      ...Array.from({ length: 3 }, () => () => this.#book(caller)),
      ...Array.from({ length: 2 }, () => () => this.#cancel(caller)),
      ...Array.from({ length: 6 }, () => () => this.#vote(caller)),
      () => this.#propose(caller),
      () => (luck.chance(0.1) ? this.#comeAndGo(caller) : this.#vote(caller)),
    ];
    while (!isOver()) {
      await luck.of(moves)();
      await setTimeout(luck.whole(0, pause_ms_max));
    }
  }

  async #pledge(caller: Caller, project: Project, by = caller.luck.of(this.place.members)): Promise<void> {
    const { luck } = caller;
    const resource = luck.chance(0.5) ? this.place.resources.find(({ of }) => of === by) : undefined;
    const body = {
      ...{ requirementId: project.requirementId, quantity: luck.whole(1, 5) },
      ...(luck.chance(0.5) && { pledgeId: randomUUID() }),
      ...(resource && { resourceId: resource.resourceId }),
    };
    const receipt = await caller.post(by, `projects/${project.projectId}/pledges`, body);
    if (!receipt?.id) return;
    remember(this.#pledges, { ...project, pledgeId: receipt.id, by });
    if (luck.chance(0.4)) await this.#look(caller, by, `projects/${project.projectId}`, receipt);
    if (!resource && luck.chance(0.7))
      await caller.post(project.of, `projects/${project.projectId}/pledges/${receipt.id}/acceptance`);
  }

  #look = (caller: Caller, by: Member, path: string, receipt: Receipt) => caller.reads(by, path, receipt);

  async #withdraw(caller: Caller): Promise<void> {
    const pledge = taken(caller, this.#pledges);
    if (pledge) await caller.post(pledge.by, `projects/${pledge.projectId}/pledges/${pledge.pledgeId}/withdrawal`);
  }

  async #deliver(caller: Caller): Promise<void> {
    const pledge = taken(caller, this.#pledges);
    if (!pledge) return;
    const path = `projects/${pledge.projectId}/pledges/${pledge.pledgeId}/deliveries`;
    const { id } = (await caller.post(pledge.by, path, { quantity: 1, evidence })) ?? {};
    if (!id) return;
    await caller.post(pledge.of, `${path}/${id}/confirmation`);
    remember(this.#pledges, pledge);
  }

  async #book(caller: Caller): Promise<void> {
    const { luck } = caller;
    const [by, resource] = [luck.of(this.place.members), luck.of(this.place.resources)];
    const body = { quantity: luck.whole(1, 30), ...(luck.chance(0.7) && { waitlist: true }) };
    const receipt = await caller.post(by, `resources/${resource.resourceId}/bookings`, body);
    if (!receipt?.id) return;
    remember(this.#bookings, { ...resource, bookingId: receipt.id, by });
    if (luck.chance(0.4)) await this.#look(caller, by, `resources/${resource.resourceId}`, receipt);
  }

  async #cancel(caller: Caller): Promise<void> {
    const booking = taken(caller, this.#bookings);
    if (booking)
      await caller.post(booking.by, `resources/${booking.resourceId}/bookings/${booking.bookingId}/cancellation`);
  }

  /** The clock closes the vote, or the chair is quicker. */
  async #vote(caller: Caller): Promise<void> {
    const { luck, place } = { luck: caller.luck, place: this.place };
    this.#motions = this.#motions.filter(({ closesAt }) => closesAt > Date.now());
    if (this.#motions.length === 0) return this.#table(caller, { kind: 'other' });
    const { motionId } = luck.of(this.#motions);
    if (luck.chance(0.05)) await caller.post(place.members[0]!, `motions/${motionId}/closing`);
    else await caller.post(luck.of(place.members), `motions/${motionId}/ballots`, { choice: luck.of(choices) });
  }

  async #table(caller: Caller, about: object): Promise<void> {
    const { luck, place } = { luck: caller.luck, place: this.place };
    const { id: motionId } =
      (await caller.post(luck.of(place.members), 'motions', { title: { en: 'A matter' }, about })) ?? {};
    if (!motionId) return;
    const closesAt = Date.now() + luck.whole(1_000, 4_000);
    const receipt = await caller.post(place.members[0]!, `motions/${motionId}/voting`, {
      closesAt: new Date(closesAt).toISOString(),
    });
    if (!receipt) return;
    this.#motions.push({ motionId, closesAt });
    this.lastVote_ms = Math.max(this.lastVote_ms, closesAt);
  }

  async #propose(caller: Caller): Promise<void> {
    const of = caller.luck.of(this.place.members);
    const { id: projectId } = (await caller.post(of, 'projects', plan(randomUUID(), 100))) ?? {};
    if (!projectId) return;
    await caller.post(of, `projects/${projectId}/submission`);
    await this.#table(caller, { kind: 'project', projectId, asks: 'approve' });
  }

  /** A unit applies, is admitted, promises and books, and leaves; what it had is released. */
  async #comeAndGo(caller: Caller): Promise<void> {
    const who = this.#strangers.pop();
    if (!who) return;
    const { unitId, personId } = who;
    const delegate = { personId, from: '2026-01-01T00:00:00.000Z' };
    if (!(await caller.post(who, 'units', { name: { en: 'New' }, kind: 'other', delegate }))) return;
    await caller.post(this.place.members[0]!, `units/${unitId}/admission`);
    await caller.post(who, 'resources', offer(10));
    for (let n = 0; n < 3; n++) await this.#pledge(caller, caller.luck.of(this.place.projects), who);
    const { resourceId } = caller.luck.of(this.place.resources);
    await caller.post(who, `resources/${resourceId}/bookings`, { quantity: 1, waitlist: true });
    await caller.post(who, `units/${unitId}/leave`, { reason: 'Because' });
  }
}

const remember = <T>(all: T[], one: T): void => {
  all.push(one);
  if (all.length > remembered_max) all.shift();
};

/** One of them, that nobody else gets. */
const taken = <T>({ luck }: Caller, all: T[]): T | undefined =>
  all.length === 0 ? undefined : all.splice(luck.whole(0, all.length - 1), 1)[0];
