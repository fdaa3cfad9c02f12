import type { Recorded } from '#event-sourcing';
import { grants } from '../../src/access/operations.js';

type Mandate = { unitId: string; personId: string; kind: string; from: string; until: string };
type Actor = Readonly<{ kind: string; unitId: string; personId: string; mandateId?: string; office?: string }>;
const never = '9999';
/** What a delegate may do whose unit is suspended. */
const suspendedMay = ['LeaveAlliance', 'GiveMandate', 'EndMandate'];

/** What the log says of who may act, read from the log alone and kept as simply as it can be. */
class Register {
  readonly roll = new Map<string, string>();
  readonly offices = new Map<string, string>();
  readonly mandates = new Map<string, Mandate>();
  readonly wrong: string[] = [];

  learn({ type, data, subjectId, position, issue }: Recorded & { readonly data: any }): void {
    const note = (what: string) => this.wrong.push(`${position} ${type}: ${what}`);
    switch (type) {
      case 'AllianceFounded':
        for (const { unitId } of data.units) this.roll.set(unitId, 'admitted');
        for (const { office, unitId, personId } of data.offices) this.offices.set(office, `${unitId} ${personId}`);
        break;
      case 'UnitAdmitted':
        if (this.#isOn(data.unitId)) note('it is on the roll');
        this.roll.set(data.unitId, 'admitted');
        break;
      case 'UnitSuspended':
      case 'UnitReinstated': {
        const [from, to] = type === 'UnitSuspended' ? ['admitted', 'suspended'] : ['suspended', 'admitted'];
        if (this.roll.get(data.unitId) !== from) note(`it is ${this.roll.get(data.unitId)}`);
        if (this.offices.get('chair')?.startsWith(data.unitId)) note('it has the chair');
        this.roll.set(data.unitId, to);
        break;
      }
      case 'UnitLeft':
        if (!this.#isOn(data.unitId)) note('it is not on the roll');
        if (this.offices.get('chair')?.startsWith(data.unitId)) note('it has the chair');
        this.roll.set(data.unitId, 'left');
        for (const [office, holder] of this.offices) if (holder.startsWith(data.unitId)) this.offices.delete(office);
        break;
      case 'OfficeGiven':
        if (this.offices.has(data.office)) note(`the ${data.office} is held`);
        if (!this.#actsFor(data.unitId, data.personId, issue.at)) note('nobody gave them a mandate');
        this.offices.set(data.office, `${data.unitId} ${data.personId}`);
        break;
      case 'OfficeVacated':
        this.offices.delete(data.office);
        break;
      case 'MandateGiven':
        this.#give(data.mandateId, { unitId: subjectId, personId: data.personId, kind: data.kind, from: data.from, until: data.until ?? never }, note); // prettier-ignore
        break;
      case 'MandateEnded':
        this.#end(data, issue, note);
        break;
    }
    const isNobodys = ['OfficeVacated', 'AllianceFounded', 'KeyIssued'].includes(type);
    if (!isNobodys && !this.offices.has('chair')) note('nobody is in the chair');
  }

  #give(mandateId: string, given: Mandate, note: (what: string) => void): void {
    for (const [, { unitId, kind, from, until }] of this.mandates)
      if (unitId === given.unitId && kind === given.kind && from < until && from < given.until && given.from < until)
        note('two mandates of a kind at a time');
    this.mandates.set(mandateId, given);
  }

  #end({ mandateId, at }: { mandateId: string; at: string }, { command }: Recorded['issue'], note: (what: string) => void) {
    const mandate = this.mandates.get(mandateId)!;
    if (at > mandate.until) note('it was over');
    const next = [...this.mandates].some(([id, { unitId, kind, until, from }]) => id !== mandateId && unitId === mandate.unitId && kind === 'delegate' && from < until && at < until);
    if (mandate.kind === 'delegate' && command === 'EndMandate' && !next) note('the last delegate');
    mandate.until = at;
  } // prettier-ignore

  #isOn = (unitId: string) => ['admitted', 'suspended'].includes(this.roll.get(unitId) ?? '');
  #actsFor = (unitId: string, personId: string, at: string) =>
    [...this.mandates.values()].some((each) => each.unitId === unitId && each.personId === personId && each.from <= at && at < each.until); // prettier-ignore

  /** Why an act was not right; nothing where it was. */
  objection({ issue }: Recorded): string | undefined {
    const { command, at } = issue;
    const { kind, unitId, personId, mandateId, office } = issue.actor as Actor;
    if (kind !== 'representative' && kind !== 'applicant')
      return grants(command, [kind as never]) ? undefined : `a ${kind} issued ${command}`;
    const standing = this.roll.get(unitId);
    if (kind === 'applicant') {
      if (standing === 'admitted' || standing === 'suspended') return 'an applicant on the roll';
      return command === 'ApplyForMembership' ? undefined : `an applicant issued ${command}`;
    }
    const mandate = this.mandates.get(mandateId ?? '');
    if (!mandate) return 'under no mandate';
    if (mandate.unitId !== unitId || mandate.personId !== personId) return "under somebody else's mandate";
    if (at < mandate.from || at >= mandate.until) return 'under a mandate that is not in force';
    if (standing === 'suspended')
      return mandate.kind === 'delegate' && suspendedMay.includes(command) ? undefined : 'for a suspended unit';
    if (standing !== 'admitted') return `for a unit that is ${standing}`;
    const held = [...this.offices].flatMap(([name, holder]) => (holder === `${unitId} ${personId}` ? [name] : []));
    if (office !== undefined && !held.includes(office)) return `in an office that another holds`;
    const roles = [mandate.kind, ...held, ...(held.includes('vice-chair') ? ['chair'] : [])];
    return grants(command, roles as never) ? undefined : `as ${roles.join()} ${command}`;
  } // prettier-ignore
}

/** Every act was one of somebody who was allowed to it, when it was recorded; and so was what changed who is. */
export const wrongfulActs = (events: readonly Recorded[]): readonly string[] => {
  const register = new Register();
  const wrong: string[] = [];
  let command = '';
  for (const event of events) {
    const objection = event.issue.commandId === command ? undefined : register.objection(event);
    if (objection) wrong.push(`${event.position} ${event.type}: ${objection}`);
    command = event.issue.commandId; // one command may change what allows it
    register.learn(event);
  }
  return [...wrong, ...register.wrong];
};
