import type { Alliance } from '../../src/alliances/alliance.js';
import type { Unit } from '../../src/alliances/unit.js';
import type { Lifecycle, Move } from './explore.js';
import { chair, charter, founded, long_ago, name, of, operator, reaction } from './people.js';

const applicant = of('clinic');
const why = { reason: 'Because' };
const base = { category: 'alliance', subject: 'alliance', before: founded, instants: ['2026-11-01T00:00:00.000Z'] };
const delegate = { personId: 'person of clinic', from: long_ago };
const ofApplication: readonly Move[] = [
  { command: 'ApplyForMembership', by: applicant, subject: 'clinic', body: { name, kind: 'clinic', delegate } },
  { command: 'DeclineApplication', by: chair, subject: 'clinic', body: why },
  { command: 'AdmitUnit', by: chair, subject: 'alliance', body: { unitId: 'clinic' } },
];
const ofPlace: readonly Move[] = [
  { command: 'SuspendUnit', by: chair, subject: 'alliance', body: { unitId: 'clinic', ...why } },
  { command: 'ReinstateUnit', by: chair, subject: 'alliance', body: { unitId: 'clinic' } },
  { command: 'LeaveAlliance', by: applicant, subject: 'alliance', body: { unitId: 'clinic' } },
];

export const alliance: Lifecycle = {
  ...base,
  thing: 'alliance',
  before: [],
  status: ({ status }: Alliance) => status,
  moves: [
    {
      command: 'FoundAlliance',
      by: operator,
      body: {
        ...{ name, area: { level: 'community', name }, charter },
        units: [{ unitId: 'committee', name, kind: 'residents-committee', delegate }],
        chair: { unitId: 'committee', personId: delegate.personId },
      },
    },
    { command: 'AmendCharter', by: reaction, body: { charter: { ...charter, noticeDays: 2 }, motionId: 'motion' } },
    { command: 'PlaceAlliance', by: operator, body: { parentId: 'street', parentLevel: 'street' } },
  ],
};

export const place: Lifecycle = {
  ...base,
  thing: "unit's place on the roll",
  status: (alliance: Alliance) =>
    (alliance.status === 'absent' ? undefined : alliance.roll.get('clinic')?.standing) ?? 'never on it',
  key: (alliance: Alliance) =>
    alliance.status === 'founded' && {
      ...alliance,
      roll: [...alliance.roll].map(([id, { standing }]) => [id, standing]),
    },
  moves: [...ofApplication, ...ofPlace],
  about: ({ subject }) => subject === 'alliance',
};

export const office: Lifecycle = {
  ...base,
  thing: 'office',
  status: (alliance: Alliance) =>
    alliance.status === 'founded' && alliance.offices.some((each) => each.office === 'secretary') ? 'held' : 'vacant',
  moves: [
    ...['school', 'bank'].map((unitId) => {
      return {
        command: 'GiveOffice',
        by: chair,
        body: { office: 'secretary', unitId, personId: `person of ${unitId}` },
      };
    }),
    { command: 'VacateOffice', by: chair, body: { office: 'secretary' } },
    { command: 'LeaveAlliance', by: of('school'), body: { unitId: 'school' } },
    { command: 'LeaveAlliance', by: of('bank'), body: { unitId: 'bank' } },
  ],
  about: ({ command }) => command.includes('Office'),
};

export const area: Lifecycle = {
  ...base,
  thing: 'area',
  status: (alliance: Alliance) => {
    const area = alliance.status === 'founded' ? alliance.areas.get('yard') : undefined;
    return area ? (area.open ? 'open' : 'closed') : 'absent';
  },
  moves: [
    { command: 'AddAreas', by: chair, body: { areas: [{ areaId: 'yard', level: 'estate', name }] } },
    { command: 'RenameArea', by: chair, body: { areaId: 'yard', name: { en: 'Another name' } } },
    { command: 'CloseArea', by: chair, body: { areaId: 'yard' } },
  ],
};

const onUnit = { ...base, category: 'unit', subject: 'clinic' };

export const unit: Lifecycle = {
  ...onUnit,
  thing: 'unit',
  status: ({ status }: Unit) => status,
  key: ({ status, mandates, coverage }: any) => [status, mandates?.size, coverage],
  moves: [
    { command: 'EnrolFoundingUnit', by: reaction, body: { name, kind: 'clinic', delegate } },
    ...ofApplication,
    ...ofPlace,
    {
      command: 'AddAreas',
      by: chair,
      subject: 'alliance',
      body: { areas: [{ areaId: 'yard', level: 'estate', name }] },
    },
    { command: 'StateCoverage', by: applicant, body: { areaIds: ['yard'] } },
  ],
  about: ({ subject }) => subject !== 'alliance',
};

const mandateId = 'mandate';
export const mandate: Lifecycle = {
  ...base,
  thing: 'mandate',
  category: 'unit',
  subject: 'bank',
  status: (unit: Unit) => {
    const mandate = unit.status === 'absent' ? undefined : unit.mandates.get(mandateId);
    return mandate ? (mandate.endedAt === undefined ? 'given' : 'ended') : 'absent';
  },
  moves: [
    {
      command: 'GiveMandate',
      by: of('bank'),
      body: { mandateId, personId: 'deputy', kind: 'deputy', from: '2026-11-01T00:00:00.000Z' },
    },
    { command: 'EndMandate', by: of('bank'), body: { mandateId } },
  ],
};
