import type { Recorded } from '#event-sourcing';
import { steady } from '../rows.js';

type Vote = { roll: string[]; recused: Set<string>; rule: string; quorum: number; closesAt?: string; meetingId?: string; attending?: string[]; ballots: Map<string, string> }; // prettier-ignore
type Motion = { about: any; tabledBy: string; status: string; interests: Set<string>; hearings: Set<string>; vote?: Vote; tallies: Map<string, string>; awaits?: string | undefined }; // prettier-ignore
type Meeting = { status: string; from: string; to: string; here: Map<string, string>; sitting: number; motions: Set<string>; endsBy: string }; // prettier-ignore
type Charter = Readonly<{ votingRule: string; quorumPercent: number; noticeDays: number }>;
type Fact = Recorded & { readonly data: any };

const outcomeOf = ({ roll, recused, ballots, rule, quorum }: Vote) => {
  const entitled = roll.filter((unitId) => !recused.has(unitId)).length;
  const count = (choice: string) => [...ballots.values()].filter((each) => each === choice).length;
  const tally = { entitled, ballots: ballots.size, for: count('for'), against: count('against'), abstain: count('abstain') }; // prettier-ignore
  const enough = entitled > 0 && 100 * tally.ballots >= quorum * entitled;
  const carried = {
    'simple-majority': tally.for > tally.against,
    'two-thirds': tally.for > 0 && 3 * tally.for >= 2 * (tally.for + tally.against),
    unanimity: tally.for > 0 && tally.against === 0,
  }[rule];
  return { tally, result: !enough ? 'QuorumMissed' : carried ? 'MotionCarried' : 'MotionLost' };
};
const same = (a: Iterable<string>, b: Iterable<string>) => [...a].sort().join() === [...b].sort().join();
const canonical = (value: object) => steady(value);

/** The joint committee as the log tells of it, with every result counted once more. */
export class Committee {
  readonly motions = new Map<string, Motion>();
  readonly meetings = new Map<string, Meeting>();
  readonly wrong: string[] = [];
  readonly counts = { decided: 0, ballots: 0, replaced: 0, sittings: 0 };
  readonly #admitted = new Set<string>();
  readonly #proposers = new Map<string, string>();
  #charter: Charter = { votingRule: '', quorumPercent: 0, noticeDays: 0 };

  learn(fact: Fact): void {
    const { type, data, subjectId, issue } = fact;
    const note = (what: string) => this.wrong.push(`${fact.position} ${type}: ${what}`);
    this.#learnOfRoll(fact);
    if (fact.streamId.startsWith('motion-')) this.#learnOfMotion(fact, note);
    if (fact.streamId.startsWith('meeting-')) this.#learnOfMeeting(fact, note);
    if (type === 'ActionGiven' && this.motions.get(data.motionId)?.status !== 'MotionCarried') note('no decision gave it'); // prettier-ignore
    const bound = ['ProjectApproved', 'ProjectDeferred', 'ProjectDeclined', 'UnitAdmitted', 'CharterAmended'];
    if (bound.includes(type) && data.motionId !== undefined) this.#followed(fact, note);
    if (type.startsWith('Project') && bound.includes(type) && issue.actor.kind !== 'reaction') note('no decision');
    if (type === 'ProjectProposed') this.#proposers.set(subjectId, data.proposedBy);
  }

  /** What follows from a motion follows from how it was decided. */
  #followed({ type, data, subjectId }: Fact, note: (what: string) => void): void {
    const { status, about } = this.motions.get(data.motionId) ?? {};
    const wanted = {
      ProjectApproved: [['MotionCarried', 'approve']],
      ProjectDeferred: [['MotionCarried', 'defer']],
      ProjectDeclined: [['MotionCarried', 'decline'], ['MotionLost', 'approve']],
      UnitAdmitted: [['MotionCarried', undefined]],
      CharterAmended: [['MotionCarried', undefined]],
    }[type]; // prettier-ignore
    if (!wanted?.some(([outcome, asks]) => outcome === status && asks === about?.asks)) note(`follows from ${status}`);
    if (type.startsWith('Project') && about?.projectId !== subjectId) note('about another project');
    if (type === 'UnitAdmitted' && about?.unitId !== data.unitId) note('about another unit');
    if (type === 'CharterAmended' && about?.kind !== 'charter') note('about something else');
  }

  #learnOfRoll({ type, data }: Fact): void {
    if (type === 'AllianceFounded') for (const { unitId } of data.units) this.#admitted.add(unitId);
    if (type === 'UnitAdmitted' || type === 'UnitReinstated') this.#admitted.add(data.unitId);
    if (type === 'UnitSuspended' || type === 'UnitLeft') this.#admitted.delete(data.unitId);
    if (type === 'AllianceFounded' || type === 'CharterAmended') this.#charter = data.charter;
  }

  #learnOfMotion({ type, data, subjectId, issue }: Fact, note: (what: string) => void): void {
    if (type === 'MotionTabled') {
      const { about, tabledBy } = data;
      this.motions.set(subjectId, { about, tabledBy, status: 'tabled', interests: new Set(), hearings: new Set(), tallies: new Map() }); // prettier-ignore
      return;
    }
    const here = this.motions.get(subjectId)!;
    const vote = here.status === 'voting' ? here.vote : undefined;
    const isOpen = ['tabled', 'QuorumMissed', 'voting'].includes(here.status);
    switch (type) {
      case 'MotionWithdrawn':
        if (!isOpen) note(`it is ${here.status}`);
        here.status = 'withdrawn';
        break;
      case 'InterestDeclared':
        if (!isOpen) note(`it is ${here.status}`);
        here.interests.add(data.unitId);
        vote?.recused.add(data.unitId);
        vote?.ballots.delete(data.unitId);
        break;
      case 'HearingCalled':
        if (vote || !isOpen) note(`it is ${here.status}`);
        here.hearings.add(data.hearingId);
        break;
      case 'HearingHeld':
      case 'HearingCancelled':
        if (vote || !here.hearings.delete(data.hearingId)) note('there is no such hearing to be held');
        break;
      case 'VotingOpened':
        if (here.status !== 'tabled' && here.status !== 'QuorumMissed') note(`it is ${here.status}`);
        if (here.hearings.size > 0) note('somebody is still to be heard');
        here.vote = this.#opened(here, data, note);
        here.status = 'voting';
        break;
      case 'BallotCast':
        this.#cast(vote, data, issue, note);
        break;
      case 'MotionCarried':
      case 'MotionLost':
      case 'QuorumMissed':
        this.#decided(here, vote, type, data, issue, note);
        break;
      case 'DecisionReviewDue':
        if (here.awaits === undefined || issue.at < here.awaits) note('its day has not come');
        here.awaits = undefined;
        break;
      case 'DecisionReviewed':
        if (here.status !== 'MotionCarried') note(`it is ${here.status}`);
        here.awaits = data.reviewAt;
        break;
    }
  }

  #opened({ about, interests }: Motion, data: any, note: (what: string) => void): Vote {
    const { roll, recused, votingRule, quorumPercent, ...how } = data;
    if (!same(roll, this.#admitted)) note('the roll is another one');
    const party = about.kind === 'project' ? [this.#proposers.get(about.projectId)!] : about.kind === 'admission' ? [about.unitId] : []; // prettier-ignore
    if (!same(recused, new Set([...interests, ...party]))) note('others are recused');
    if (votingRule !== this.#charter.votingRule || quorumPercent !== this.#charter.quorumPercent) note('by another charter'); // prettier-ignore
    const meeting = this.meetings.get(how.meetingId ?? '');
    if (how.meetingId !== undefined) {
      if (meeting?.status !== 'open') note(`the meeting is ${meeting?.status}`);
      if (!same(how.attending, [...(meeting?.here.keys() ?? [])].filter((unitId) => this.#admitted.has(unitId)))) note('others are there'); // prettier-ignore
    }
    if ((how.meetingId === undefined) === (how.closesAt === undefined)) note('neither in writing nor in a meeting');
    return { roll, recused: new Set(recused), rule: votingRule, quorum: quorumPercent, ...how, ballots: new Map() };
  }

  #cast(vote: Vote | undefined, { unitId, choice }: any, issue: any, note: (what: string) => void): void {
    if (!vote) return note('voting is not open');
    if (issue.actor.unitId !== unitId) note("another unit's ballot");
    if (!vote.roll.includes(unitId) || vote.recused.has(unitId)) note('it has no ballot');
    if (vote.closesAt !== undefined && issue.at >= vote.closesAt) note('too late');
    if (vote.attending && !vote.attending.includes(unitId)) note('it is not there');
    if (vote.meetingId && this.meetings.get(vote.meetingId)?.status !== 'open') note('the meeting is not open');
    this.counts.ballots++;
    if (vote.ballots.has(unitId)) this.counts.replaced++;
    vote.ballots.set(unitId, choice);
  }

  #decided(here: Motion, vote: Vote | undefined, type: string, data: any, issue: any, note: (what: string) => void) {
    if (!vote) return note('voting is not open');
    const { tally, result } = outcomeOf(vote);
    if (result !== type) note(`the ballots say ${result}`);
    if (canonical(tally) !== canonical(data.tally)) note(`counted ${JSON.stringify(tally)}`);
    if (vote.closesAt !== undefined && issue.at < vote.closesAt && tally.ballots < tally.entitled) note('too early');
    this.counts.decided++;
    here.tallies.set(vote.meetingId ?? '', canonical(data.tally));
    Object.assign(here, { status: type, awaits: data.reviewAt });
  }

  #learnOfMeeting({ type, data, subjectId, issue }: Fact, note: (what: string) => void): void {
    const { at } = issue;
    const notice_ms = (from: string) => Date.parse(from) - Date.parse(at);
    const short = (from: string) => notice_ms(from) < this.#charter.noticeDays * 86_400_000 - 3_600_000; // an hour for the clocks
    if (type === 'MeetingConvened') {
      if (short(data.from)) note('too short a notice');
      const { from, to } = data;
      this.meetings.set(subjectId, { status: 'convened', from, to, here: new Map(), sitting: 1, motions: new Set(), endsBy: '' }); // prettier-ignore
      return;
    }
    const here = this.meetings.get(subjectId)!;
    const must = (...statuses: readonly string[]) => statuses.includes(here.status) || note(`it is ${here.status}`);
    switch (type) {
      case 'MeetingRescheduled':
        must('convened');
        if (short(data.from)) note('too short a notice');
        Object.assign(here, { from: data.from, to: data.to, here: new Map() });
        break;
      case 'MeetingCancelled':
        must('convened');
        here.status = 'cancelled';
        break;
      case 'UnitAttended':
        must('convened', 'adjourned', 'open');
        if (data.sitting !== here.sitting) note(`it is sitting ${here.sitting}`);
        if (!this.#admitted.has(data.unitId)) note('it is not in standing');
        here.here.set(data.unitId, data.mandateId);
        break;
      case 'MeetingOpened':
      case 'MeetingResumed': {
        must(type === 'MeetingOpened' ? 'convened' : 'adjourned');
        const there = [...here.here.keys()].filter((unitId) => this.#admitted.has(unitId));
        if (!same(data.present, there) || !same(data.roll, this.#admitted)) note('others are there');
        if (100 * there.length < this.#charter.quorumPercent * this.#admitted.size) note('too few');
        if (at < here.from || at >= here.to) note('not its time');
        this.counts.sittings++;
        Object.assign(here, { status: 'open', endsBy: data.endsBy });
        break;
      }
      case 'MeetingAdjourned':
        must('open');
        Object.assign(here, { status: 'adjourned', from: data.from, to: data.to, here: new Map(), sitting: here.sitting + 1 }); // prettier-ignore
        break;
      case 'MeetingMissed':
        must('convened');
        if (at < here.to) note('there is time yet');
        here.status = 'missed';
        break;
      case 'MeetingClosed':
        must('open', 'adjourned');
        here.status = 'closed';
        break;
      case 'MinutesDrafted':
        must('closed');
        for (const { motionId, tally } of data.minutes.motions)
          if (this.motions.get(motionId)?.tallies.get(subjectId) !== canonical(tally)) note('other results than there are');
        break;
      case 'MinutesCorrected':
        must('closed');
        break;
      case 'MinutesApproved':
        must('closed');
        here.status = 'approved';
        break;
      case 'AgendaRevised':
        must('convened');
    } // prettier-ignore
  }
}
