import { answer, reaction, type Ask, type Recorded } from '#event-sourcing';
import { closeVoting } from './close-voting.js';
import { decisionRegister } from './decision-register.js';
import type { MeetingEvent } from './events.js';

/** A sitting is over: the votes that are open in it are closed, with the ballots that there are. */
export const onSittingOver = reaction<MeetingEvent>('committee/on-sitting-over', {
  MeetingClosed: (event, ask) => votesIn(event, ask),
  MeetingAdjourned: (event, ask) => votesIn(event, ask),
});

const votesIn = async ({ subjectId: meetingId, issue: { tenantId: allianceId } }: Recorded, ask: Ask) => {
  const open = await ask(decisionRegister, { allianceId, status: 'voting', meetingId });
  return open.map(({ motionId }) => answer(closeVoting, motionId, {}));
};
