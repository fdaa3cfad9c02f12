import type { Recorded } from '#event-sourcing';

type Fact = Recorded & { readonly data: any };
type Pledge = { requirementId: string; unitId: string; quantity: number; resourceId?: string; status: string; confirmed: number; lapsesAt?: string }; // prettier-ignore
type Delivery = { pledgeId: string; quantity: number; status: string; currency?: string };
type Project = {
  status: string;
  receiver: string;
  receiverLeft: boolean;
  requirements: Map<string, any>;
  pledges: Map<string, Pledge>;
  deliveries: Map<string, Delivery>;
  spendings: Map<string, { currency: string; amountMinor: number; reversed: boolean }>;
  milestones: Map<string, string>;
  spoken: Set<string>;
};
const over = ['declined', 'completed', 'cancelled', 'evaluated'];
const sum = (all: Iterable<number>) => [...all].reduce((a, b) => a + b, 0);

/** Projects as the log tells of them: every sum is taken anew over all that there is. */
export class Promises {
  readonly projects = new Map<string, Project>();
  readonly wrong: string[] = [];
  readonly counts = { funds: 0, accepted: 0, reversed: 0 };
  readonly #carried = new Map<string, any>();

  learn(fact: Fact): void {
    const { type, data, subjectId, position } = fact;
    if (type === 'MotionCarried') this.#carried.set(subjectId, data.about);
    if (!fact.streamId.startsWith('project-')) return;
    const note = (what: string) => this.wrong.push(`${position} ${type} of ${subjectId}: ${what}`);
    if (type === 'ProjectProposed') {
      if (data.origin?.kind === 'motion' && !this.#carried.has(data.origin.id)) note('from a motion that was not carried');
      const none = { deliveries: new Map(), spendings: new Map(), milestones: new Map(), spoken: new Set<string>() };
      this.projects.set(subjectId, { status: 'proposed', receiver: data.proposedBy, receiverLeft: false, requirements: planOf(data), pledges: new Map(), ...none });
      return;
    }
    const here = this.projects.get(subjectId)!;
    this.#learnOfStage(here, fact, note);
    this.#learnOfPledge(here, fact, note);
    this.#learnOfDelivery(here, fact, note);
    this.#learnOfFund(here, fact, note);
    this.#learnOfRest(here, fact, note);
    check(here, note);
  } // prettier-ignore

  #learnOfStage(here: Project, { type, data }: Fact, note: (what: string) => void): void {
    const now = (status: string, ...from: readonly string[]) => {
      if (!from.includes(here.status)) note(`it is ${here.status}`);
      here.status = status;
    };
    switch (type) {
      case 'ProjectSubmitted': return now('submitted', 'proposed', 'deferred');
      case 'ProjectRevised':
        here.requirements = planOf(data);
        return now(here.status, 'proposed', 'deferred');
      case 'ProjectApproved': return now('approved', 'submitted');
      case 'ProjectDeclined': return now('declined', 'submitted');
      case 'ProjectDeferred': return now('deferred', 'submitted');
      case 'ProjectStarted': return now('underway', 'approved');
      case 'ProjectCompleted': return now('completed', 'underway');
      case 'ProjectCancelled': return now('cancelled', 'proposed', 'submitted', 'deferred', 'approved', 'underway');
      case 'EvaluationClosed': return now(data.evaluations > 0 ? 'evaluated' : 'completed', 'completed');
    }
  } // prettier-ignore

  #learnOfPledge(here: Project, { type, data, issue }: Fact, note: (what: string) => void): void {
    const pledge = here.pledges.get(data.pledgeId);
    const must = (...statuses: readonly string[]) => statuses.includes(pledge?.status ?? '') || note(`the pledge is ${pledge?.status}`); // prettier-ignore
    switch (type) {
      case 'PledgeMade':
        if (pledge) note('its id is taken');
        if (!['approved', 'underway'].includes(here.status)) note(`the project is ${here.status}`);
        here.pledges.set(data.pledgeId, { ...data, status: 'made', confirmed: 0 });
        break;
      case 'PledgeAccepted':
        must('made');
        this.counts.accepted++;
        pledge!.status = 'accepted';
        break;
      case 'PledgeDeclined':
        must('made');
        pledge!.status = 'declined';
        break;
      case 'PledgeReleased': {
        if (data.cause !== 'delivery-reversed') must('made', 'accepted');
        const rest = pledge!.quantity - pledge!.confirmed;
        const again = data.cause === 'delivery-reversed' && pledge!.status === 'released';
        if (again ? data.released > rest : data.released !== rest) note(`released ${data.released} where ${rest} is open`);
        if (data.cause === 'lapsed' && issue.at < pledge!.lapsesAt!) note('its day is not over');
        pledge!.status = 'released';
        break;
      }
      case 'PledgeKept':
        must('accepted');
        if (pledge!.confirmed !== pledge!.quantity) note(`${pledge!.confirmed} of ${pledge!.quantity} have arrived`);
        pledge!.status = 'kept';
    } // prettier-ignore
  }

  #learnOfDelivery(here: Project, { type, data, issue }: Fact, note: (what: string) => void): void {
    const { deliveryId, pledgeId, quantity } = data;
    const pledge = here.pledges.get(pledgeId)!;
    const delivery = here.deliveries.get(deliveryId);
    if (type === 'DeliveryReported') {
      if (delivery) note('its id is taken');
      if (pledge.status !== 'accepted') note(`the pledge is ${pledge.status}`);
      if (issue.actor.kind === 'representative' && (issue.actor as any).unitId !== pledge.unitId)
        note("another unit's");
      here.deliveries.set(deliveryId, { pledgeId, quantity, status: 'reported' });
      const said = [...here.deliveries.values()].filter((each) => each.pledgeId === pledgeId && each.status !== 'reversed'); // prettier-ignore
      if (sum(said.map((each) => each.quantity)) > pledge.quantity) note('more than was promised');
    }
    if (type === 'DeliveryConfirmed') {
      if (delivery?.status !== 'reported' || pledge.status !== 'accepted') note(`${delivery?.status}, of a pledge ${pledge.status}`); // prettier-ignore
      if ((issue.actor as any).unitId !== here.receiver) note('not by its receiver');
      pledge.confirmed += quantity;
      Object.assign(delivery!, { status: 'confirmed', currency: data.currency });
    }
    if (type === 'DeliveryReversed') {
      if (delivery?.status === 'reversed') note('twice');
      if ((delivery?.status === 'confirmed') !== data.confirmed) note('it was not as it says');
      this.counts.reversed++;
      if (data.confirmed) pledge.confirmed -= quantity;
      if (pledge.status === 'kept') pledge.status = 'accepted'; // unless it is released in the same breath
      delivery!.status = 'reversed';
    }
  }

  #learnOfFund(here: Project, { type, data, subjectId }: Fact, note: (what: string) => void): void {
    if (type === 'FundSpent') {
      const about = this.#carried.get(data.motionId);
      const fits = about?.kind === 'other' || (about?.kind === 'project' && about.projectId === subjectId && about.asks === 'approve'); // prettier-ignore
      if (!fits) note('no decision allows it');
      here.spendings.set(data.spendingId, { ...data, reversed: false });
    }
    if (type === 'SpendingReversed') {
      if (here.spendings.get(data.spendingId)?.reversed) note('twice');
      here.spendings.get(data.spendingId)!.reversed = true;
    }
    for (const currency of new Set([...here.deliveries.values()].flatMap((each) => each.currency ?? []))) {
      this.counts.funds++;
      if (balanceOf(here, currency) < 0) note(`the fund is at ${balanceOf(here, currency)}`);
    }
  }

  #learnOfRest(here: Project, { type, data, issue }: Fact, note: (what: string) => void): void {
    switch (type) {
      case 'ReceiverLeft':
        here.receiverLeft = true;
        break;
      case 'ReceiverAppointed':
        Object.assign(here, { receiver: data.unitId, receiverLeft: false });
        break;
      case 'MilestoneSet':
      case 'MilestoneReached':
      case 'MilestoneMissed':
      case 'MilestoneDropped':
        if (over.includes(here.status)) note(`it is ${here.status}`);
        here.milestones.set(data.milestoneId, type);
        break;
      case 'ProjectEvaluated': {
        if (here.status !== 'completed') note(`it is ${here.status}`);
        if (data.voice === 'unit' && here.spoken.has(data.unitId)) note('twice');
        if ((issue.actor as any).unitId !== data.unitId) note("another unit's voice");
        if (data.voice === 'unit') here.spoken.add(data.unitId);
      }
    }
  }
}

const planOf = ({ requirements }: any) => new Map<string, any>(requirements.map((each: any) => [each.requirementId, each])); // prettier-ignore

/** What counts towards a requirement: of an open pledge all of it, of one that is over what has arrived. */
export const acceptedOf = ({ pledges }: Project, requirementId: string): number =>
  sum([...pledges.values()].filter((each) => each.requirementId === requirementId).map(({ status, quantity, confirmed }) =>
    status === 'accepted' || status === 'kept' ? quantity : confirmed)); // prettier-ignore

export const balanceOf = ({ deliveries, spendings }: Project, currency: string): number =>
  sum([...deliveries.values()].map((each) => (each.status === 'confirmed' && each.currency === currency ? each.quantity : 0))) - // prettier-ignore
  sum([...spendings.values()].map((each) => (!each.reversed && each.currency === currency ? each.amountMinor : 0)));

const check = (here: Project, note: (what: string) => void): void => {
  for (const [id, { quantity, allowsSurplus }] of here.requirements)
    if (!allowsSurplus && acceptedOf(here, id) > quantity) note(`${acceptedOf(here, id)} accepted of ${quantity}`);
  for (const { quantity, confirmed } of here.pledges.values())
    if (confirmed < 0 || confirmed > quantity) note(`${confirmed} confirmed of ${quantity}`);
};

/** Pledges that wait for something, in a project that is over. */
export const openIn = ({ status, pledges, milestones }: Project): readonly string[] =>
  !over.includes(status)
    ? []
    : [
        ...[...pledges].flatMap(([id, each]) => (['made', 'accepted'].includes(each.status) ? [`pledge ${id}`] : [])),
        ...(status === 'completed' || status === 'evaluated' ? [...milestones] : []).flatMap(([id, each]) =>
          ['MilestoneSet', 'MilestoneMissed'].includes(each) ? [`milestone ${id}`] : [],
        ),
      ];
