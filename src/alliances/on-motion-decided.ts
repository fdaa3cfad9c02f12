import { answer, reaction } from '#event-sourcing';
import type { MotionEvent } from '../committee/events.js';
import { admitUnit } from './admit-unit.js';
import { amendCharter } from './amend-charter.js';
import { declineApplication } from './decline-application.js';
import { giveOffice } from './give-office.js';

/**
 * The committee decided about an admission, the charter or an office: so it is. Where the quorum was missed nothing was decided,
 * and the application waits for another motion.
 */
export const onMotionDecided = reaction<MotionEvent>('alliances/on-motion-decided', {
  MotionCarried: ({ subjectId: motionId, issue: { tenantId }, data: { about } }) => {
    if (about.kind === 'admission') return [answer(admitUnit, tenantId, { unitId: about.unitId, motionId })];
    if (about.kind === 'charter') return [answer(amendCharter, tenantId, { charter: about.charter, motionId })];
    if (about.kind !== 'office') return [];
    const { office, unitId, personId } = about;
    return [answer(giveOffice, tenantId, { office, unitId, personId, motionId })];
  },
  MotionLost: ({ subjectId: motionId, data: { about } }) =>
    about.kind === 'admission' ? [answer(declineApplication, about.unitId, { motionId })] : [],
});
