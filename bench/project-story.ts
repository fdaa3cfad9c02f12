import { castBallot } from '../src/committee/cast-ballot.js';
import { closeVoting } from '../src/committee/close-voting.js';
import type { About } from '../src/committee/events.js';
import { openVoting } from '../src/committee/open-voting.js';
import { tableMotion } from '../src/committee/table-motion.js';
import { acceptPledge } from '../src/projects/accept-pledge.js';
import { cancelProject } from '../src/projects/cancel-project.js';
import { completeProject } from '../src/projects/complete-project.js';
import { confirmDelivery } from '../src/projects/confirm-delivery.js';
import { declinePledge } from '../src/projects/decline-pledge.js';
import { makePledge } from '../src/projects/make-pledge.js';
import { proposeProject } from '../src/projects/propose-project.js';
import { reportDelivery } from '../src/projects/report-delivery.js';
import { startProject } from '../src/projects/start-project.js';
import { submitProject } from '../src/projects/submit-project.js';
import { withdrawPledge } from '../src/projects/withdraw-pledge.js';
import type { Acts, Unit } from './acts.js';
import type { Random } from './random.js';
import { measures, type Resource, type World } from './world.js';

const hour_ms = 3_600_000;
const evidence = { reference: 'https://units.example/receipts/2026/0001.pdf', sha256: 'a'.repeat(64) };

type Need = { requirementId: string; kind: string; unitOfMeasure: string; quantity: number; open: number };
type Pledge = { id: string; unit: Unit; need: Need; quantity: number; resource?: Resource; counts: boolean };
const endings = [
  'proposed',
  'voting',
  'lost',
  'quorum-missed',
  'approved',
  'underway',
  'completed',
  'cancelled',
] as const;
type Ending = (typeof endings)[number];

/** How a project goes, from the proposal to its end. What is drawn is drawn when it begins to matter, and in order. */
export class ProjectStory {
  readonly #projectId: string;
  readonly #proposer: Unit;
  readonly #ending: Ending;
  readonly #needs: readonly Need[];
  readonly #pledges: Pledge[] = [];
  #at: number;

  /** @param age how much of the whole history lies behind it, 0 to 1: old projects are over, young ones are not */
  constructor(
    private readonly acts: Acts,
    private readonly world: World,
    private readonly name: string,
    private readonly random: Random,
    from: Date,
    age: number,
  ) {
    this.#at = from.getTime();
    this.#projectId = acts.idOf(`project ${name}`);
    this.#proposer = random.of(world.units);
    this.#ending = ending(random, age);
    this.#needs = Array.from({ length: random.whole(3, 8) }, (_, n) => {
      const [kind, unitOfMeasure] = random.of(measures);
      const quantity = random.whole(10, 400) * (kind === 'money' ? 10_000 : 1);
      return { requirementId: acts.idOf(`need ${name} ${n}`), kind, unitOfMeasure, quantity, open: quantity };
    });
  }

  /** Until the committee has decided. */
  async isDecided(): Promise<void> {
    const requirements = this.#needs.map(({ open: _, ...need }, n) => ({
      ...need,
      description: { en: `What it takes, part ${n}`, zh: '所需' },
      ...(n % 2 === 0 && { due: new Date(this.#at + n * 720 * hour_ms).toISOString().slice(0, 10) }),
    }));
    const title = { en: `Project ${this.name}`, zh: `共建项目${this.name}` };
    await this.#act('propose', proposeProject, this.#proposer, { projectId: this.#projectId, title, requirements });
    if (this.#ending === 'proposed') return;
    await this.#act('submit', submitProject, this.#proposer, {});
    const about: About = { kind: 'project', projectId: this.#projectId, asks: 'approve' };
    const { acts, world, name, random } = this;
    const outcome = outcomes.find((each) => each === this.#ending) ?? 'carried';
    await voted(acts, world, `about ${name}`, random, this.#at, title, about, this.#proposer, outcome);
  }

  /** The units pledge; what rests on a resource is accepted by its allocation. */
  async isPledgedTo(): Promise<void> {
    if (!this.#isApproved) return;
    this.#at += this.random.whole(150, 600) * hour_ms;
    for (const need of this.#needs)
      for (let left = this.random.whole(1, 7); left > 0 && need.open > 0; left--) this.#pledges.push(this.#drawn(need));
    // Nothing has waited up to here: who takes what of a resource does not depend on whose command was quicker.
    if (this.#ending !== 'approved') await this.#act('start', startProject, this.#proposer, {});
    for (const [n, pledge] of this.#pledges.entries()) await this.#pledge(n, pledge);
  }

  #drawn(need: Need): Pledge {
    const { random, world } = this;
    const { kind, unitOfMeasure } = need;
    const quantity = random.whole(1, need.open);
    const from = random.whole(0, world.resources.length - 1);
    const fits = (each: Resource) =>
      each.kind === kind && each.unitOfMeasure === unitOfMeasure && each.free >= quantity;
    const resource = random.chance(0.4) ? world.resources.find((each, n) => n >= from && fits(each)) : undefined;
    const counts = resource !== undefined || random.chance(0.9);
    if (counts) need.open -= quantity;
    if (resource) resource.free -= quantity;
    const unit = resource?.unit ?? random.of(world.units);
    const id = this.acts.idOf(`pledge ${this.name} ${this.#pledges.length}`);
    return { id, unit, need, quantity, ...(resource && { resource }), counts };
  }

  async #pledge(n: number, { id: pledgeId, unit, need, quantity, resource, counts }: Pledge): Promise<void> {
    const said = { pledgeId, requirementId: need.requirementId, quantity };
    const resourceId = resource?.resourceId;
    await this.#act(`pledge ${n}`, makePledge, unit, { ...said, ...(resourceId && { resourceId }) });
    if (resource) return;
    if (counts) await this.#act(`accept ${n}`, acceptPledge, this.#proposer, {}, { pledgeId });
    else await this.#act(`decline ${n}`, declinePledge, this.#proposer, { reason: 'We have another' }, { pledgeId });
  }

  /** What was promised arrives in parts, or is withdrawn; then the project is over, or goes on. */
  async isDelivered(): Promise<void> {
    if (!this.#isApproved) return;
    const over = this.#ending === 'completed';
    for (const [n, pledge] of this.#pledges.entries()) {
      if (!pledge.counts) continue;
      if (!over && (this.#ending === 'approved' || this.random.chance(0.4))) continue;
      if (this.random.chance(0.05)) await this.#withdraw(n, pledge);
      else await this.#deliver(n, pledge, over || this.random.chance(0.5));
    }
    if (over) await this.#act('complete', completeProject, this.#proposer, {});
    if (this.#ending !== 'cancelled') return;
    await this.#act('cancel', cancelProject, this.#proposer, { reason: 'It is not needed any more' });
  }

  async #withdraw(n: number, { id: pledgeId, unit, resource, quantity }: Pledge): Promise<void> {
    await this.#act(`withdraw ${n}`, withdrawPledge, unit, { reason: 'Something came up' }, { pledgeId });
    if (resource) resource.free += quantity;
  }

  async #deliver(n: number, { id: pledgeId, unit, quantity }: Pledge, wholly: boolean): Promise<void> {
    const first = quantity > 1 && (!wholly || this.random.chance(0.5)) ? this.random.whole(1, quantity - 1) : quantity;
    const parts = wholly && first < quantity ? [first, quantity - first] : [first];
    for (const [k, part] of parts.entries()) {
      const deliveryId = this.acts.idOf(`delivery ${this.name} ${n} ${k}`);
      const said = { deliveryId, quantity: part, evidence };
      await this.#act(`report ${n} ${k}`, reportDelivery, unit, said, { pledgeId });
      const path = { pledgeId, deliveryId };
      await this.#act(`confirm ${n} ${k}`, confirmDelivery, this.#proposer, {}, path);
    }
  }

  get #isApproved(): boolean {
    return ['approved', 'underway', 'completed', 'cancelled'].includes(this.#ending);
  }

  async #act(name: string, to: Parameters<Acts['issue']>[1], by: Unit, body: object, path = {}): Promise<void> {
    this.#at = Math.min(this.#at + this.random.whole(1, 120) * 60_000, Date.now());
    await this.acts.issue(`${this.name} ${name}`, to, this.#projectId, by, new Date(this.#at), body, path);
  }
}

const ending = (random: Random, age: number): Ending => {
  const drawn = random.next();
  const parts = age < 0.85 ? [0.02, 0.02, 0.09, 0.12, 0.16, 0.26, 0.95] : [0.15, 0.3, 0.35, 0.38, 0.6, 0.95, 0.97];
  return endings[parts.findIndex((part) => drawn < part)] ?? 'cancelled';
};

const outcomes = ['carried', 'lost', 'quorum-missed', 'voting'] as const;
type Outcome = (typeof outcomes)[number];

/** A quarter of the units is a quorum. What is voted on still stays open for ten days. */
const voted = async (
  acts: Acts,
  { units, chair }: World,
  name: string,
  random: Random,
  from: number,
  title: object,
  about: About,
  by: Unit,
  outcome: Outcome,
): Promise<void> => {
  const motionId = acts.idOf(`motion ${name}`);
  const open = from + 24 * hour_ms;
  const closes = outcome === 'voting' ? Date.now() + 240 * hour_ms : open + 120 * hour_ms;
  const opened = outcome === 'voting' ? Date.now() - 24 * hour_ms : open;
  const on = (what: string, to: Parameters<Acts['issue']>[1], who: Unit, at: number, body: object) =>
    acts.issue(`${what} ${name}`, to, motionId, who, new Date(at), body);
  await on('table', tableMotion, by, from, { motionId, title, about });
  await on('open', openVoting, chair, opened, { closesAt: new Date(closes).toISOString() });
  const least = Math.ceil(units.length / 4);
  const ballots =
    outcome === 'quorum-missed' ? random.whole(1, least - 3) : random.whole(least, Math.ceil(least * 1.6));
  const voters = random.several(units, ballots + 1).filter((unit) => unit !== by); // who proposes is recused
  for (const [n, unit] of voters.entries()) {
    const agrees = outcome === 'lost' ? n % 3 === 0 : n % 5 !== 0;
    const choice = n % 11 === 0 ? 'abstain' : agrees ? 'for' : 'against';
    await on(`ballot ${n}`, castBallot, unit, opened + (n + 1) * 60_000, { choice });
  }
  if (outcome !== 'voting') await on('close', closeVoting, chair, closes, {});
};

/** A motion about something else. */
export const freeMotion = (acts: Acts, world: World, name: string, random: Random, from: Date): Promise<void> => {
  const outcome = random.of<Outcome>(['carried', 'carried', 'lost', 'quorum-missed']);
  const title = { en: `Another matter, ${name}`, zh: '其他事项' };
  const by = random.of(world.units);
  return voted(acts, world, name, random, from.getTime(), title, { kind: 'other' }, by, outcome);
};
