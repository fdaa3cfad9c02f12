import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { enrolFoundingUnit } from './enrol-founding-unit.js';
import { unitHappened } from './events.js';

const commandId = '00000000-0000-4000-8000-000000000001';
const mandateId = derivedId({ commandId }, 'mandate');
const delegate = { personId: 'wang', from: '2026-01-01T00:00:00.000Z', until: '2028-01-01T00:00:00.000Z' };
const school = { name: { zh: '第三小学' }, kind: 'school', registeredCode: '12310115' } as const;
const founded = unitHappened('UnitFounded', school);
const given1 = unitHappened('MandateGiven', { mandateId, kind: 'delegate', ...delegate });
const { given } = spec(enrolFoundingUnit);

describe('Enrolling a founding unit', () => {
  it('begins its history with its first delegate', () =>
    given([])
      .when({ ...school, delegate }, { commandId })
      .then(founded, given1));
  it('happens once', () =>
    given([founded, given1])
      .when({ ...school, delegate })
      .nothing());
});
