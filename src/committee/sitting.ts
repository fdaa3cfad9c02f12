import type { Issue, Seen } from '#event-sourcing';
import { roll } from '../access/standing.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import type { Sitting } from './events.js';
import type { ConvenedMeeting } from './meeting.js';
import { endsBy, outsideOf } from './meeting-time.js';
import { refuse } from './refusals.js';
import { isQuorum } from './result.js';

type Beside = {
  roll: { units: Map<string, 'admitted' | 'suspended'> };
  charter: ReturnType<(typeof charterInForce)['initial']>;
};

/** What the beginning of a sitting reads beside the meeting. */
export const quorumReads = {
  roll: { stream: roll, id: (_: unknown, __: unknown, { tenantId }: Issue) => tenantId },
  charter: { stream: charterInForce, id: (_: unknown, __: unknown, { tenantId }: Issue) => tenantId },
};

/** A sitting begins at its time, and only where enough of the units in good standing are there. */
export const sittingOf = (meeting: Seen<ConvenedMeeting>, issue: Issue, { roll, charter }: Seen<Beside>): Sitting => {
  const { quorumPercent } = charterOf(charter);
  const entitled = [...roll.units].filter(([, standing]) => standing === 'admitted').map(([unitId]) => unitId);
  const there = entitled.filter((unitId) => meeting.here.has(unitId));
  refuse.broken(
    outsideOf(meeting, issue),
    !isQuorum(there.length, entitled.length, quorumPercent) && [
      'no-quorum',
      { present: there.length, entitled: entitled.length, quorumPercent },
    ],
  );
  return { sitting: meeting.sitting, roll: entitled, present: there, quorumPercent, endsBy: endsBy(meeting) };
};
