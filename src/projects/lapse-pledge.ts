import { deadline, decision, StreamCommand } from '#event-sourcing';
import type { ProjectEvent } from './events.js';
import { present, project } from './project.js';
import { release } from './release.js';

/** The clock's: the day until which a pledge stood is over. */
export class LapsePledge extends StreamCommand {
  /** The pledge. */
  readonly deadlineKey: string;
}

/**
 * What nobody has delivered by its day is released, so that others may promise it; also a promise that nobody has
 * accepted. What was reported in time waits for the receiver's answer, and the rest with it.
 */
export const lapsePledge = decision(LapsePledge, project, ({ deadlineKey: pledgeId }, project, { at }) => {
  const pledge = present(project).pledges.get(pledgeId);
  if (pledge?.lapsesAt === undefined || at < pledge.lapsesAt || pledge.reported > pledge.confirmed) return [];
  return [release(pledgeId, pledge, 'lapsed')];
});

type AboutPledge = Readonly<{ data: Readonly<{ pledgeId: string; lapsesAt?: string }> }>;
const runs = ({ data: { pledgeId, lapsesAt } }: AboutPledge) => ({ key: pledgeId, until: lapsesAt ?? null });
const rests = ({ data: { pledgeId } }: AboutPledge) => ({ key: pledgeId, until: null });

/** A pledge lapses at the end of its day; while a delivery of it waits for the receiver its clock rests. */
export const pledgeLapses = deadline<ProjectEvent>('projects/pledge-lapses', lapsePledge, {
  PledgeMade: runs,
  DeliveryReported: rests,
  DeliveryConfirmed: runs,
  DeliveryReversed: runs,
  PledgeDeclined: rests,
  PledgeReleased: rests,
  PledgeKept: rests,
});
