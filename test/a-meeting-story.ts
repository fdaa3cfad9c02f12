import { setTimeout } from 'node:timers/promises';
import type { Client, TestApp } from './app.js';

type Told = Readonly<{ app: TestApp; chair: Client; members: readonly Client[]; says: (field: string) => string }>;

const minute_ms = 60_000;

/**
 * What the committee does when it comes together, in an alliance whose charter asks for no notice: each event of a
 * meeting, of a hearing and of a review, but for those that only days of waiting bring.
 *
 * @returns the id of a meeting that was held, and of a hearing with its motion
 */
export const tellOfMeetings = async ({ app, chair, members, says }: Told) => {
  const soon = (ms: number): string => new Date(Date.parse(app.clock.now()) + ms).toISOString();
  const passes = (ms: number): void => app.clock.advance(ms + 1_000);
  const place = { zh: '物业之家', en: 'Property home' };
  const convene = (from: number, to: number, agenda: readonly object[] = []) =>
    chair.created('meetings', { from: soon(from), to: soon(to), place, agenda });
  const until = async (what: () => Promise<any>, is: (seen: any) => boolean) => {
    for (const end = Date.now() + 5_000; !is(await what()); await setTimeout(20))
      if (Date.now() > end) throw new Error('it does not come to that');
  };

  const today = soon(0).slice(0, 10);
  const motionId = await chair.created('motions', {
    title: { en: 'The gate' },
    about: { kind: 'other' },
    reviewOn: today,
  });
  const hearings = `motions/${motionId}/hearings`;
  const called = { kind: 'hearing', from: soon(minute_ms), place };
  const [hearingId, dropped] = [await chair.created(hearings, called), await chair.created(hearings, called)];
  await chair.did(`${hearings}/${dropped}/cancellation`, { reason: says('reason of no hearing') });
  await members[0]!.did(`motions/${motionId}/statements`, { words: says('words of a statement') });
  passes(minute_ms);
  await chair.did(`${hearings}/${hearingId}/record`, { present: 12, summary: says('summary of a hearing') });

  const cancelled = await convene(minute_ms, 2 * minute_ms);
  await chair.did(`meetings/${cancelled}/rescheduling`, { from: soon(2 * minute_ms), to: soon(3 * minute_ms), reason: says('reason of another time') }); // prettier-ignore
  await chair.did(`meetings/${cancelled}/cancellation`, { reason: says('reason of no meeting') });
  const missed = await convene(minute_ms, 2 * minute_ms);
  passes(2 * minute_ms);
  await until(() => chair.got(`meetings/${missed}`), ({ status }) => status === 'missed'); // prettier-ignore

  const meetingId = await convene(minute_ms, 60 * minute_ms, [{ kind: 'motion', motionId }]);
  await chair.did(`meetings/${meetingId}/agenda`, { agenda: [{ kind: 'motion', motionId }, { kind: 'other', title: { en: 'Tea' } }] }); // prettier-ignore
  const sit = async (act: string) => {
    for (const unit of members) await unit.did(`meetings/${meetingId}/attendance`);
    passes(minute_ms);
    await chair.did(`meetings/${meetingId}/${act}`);
  };
  await sit('opening');
  await chair.did(`meetings/${meetingId}/adjournment`, { from: soon(minute_ms), to: soon(60 * minute_ms), reason: says('reason of a pause of the meeting') }); // prettier-ignore
  await sit('resumption');
  await chair.did(`motions/${motionId}/voting`, { meetingId });
  for (const unit of members) await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
  await chair.did(`meetings/${meetingId}/closing`);
  await app.settled();
  await until(() => chair.got(`motions/${motionId}`), ({ reviewDue }) => reviewDue); // prettier-ignore
  await chair.did(`motions/${motionId}/reviews`, { words: says('words of a review') });
  await chair.did(`meetings/${meetingId}/minutes/corrections`, { words: says('words of a correction') });
  await chair.did(`meetings/${meetingId}/minutes/approval`);
  return { meetingId, hearingId, motionId };
};
