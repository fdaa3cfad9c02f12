import type { Project } from '../../src/projects/project.js';
import type { Fact, Lifecycle, Move } from './explore.js';
import { chair, clock, founded, name, of, reaction } from './people.js';

const [proposer, giver] = [of('school'), of('bank')];
const requirement = { requirementId: 'lamps', kind: 'goods', description: name, unitOfMeasure: 'pieces', quantity: 2 };
const benches = { ...requirement, requirementId: 'benches' };
const plan = { title: name, requirements: [requirement, benches] };
const evidence = { reference: 'receipt 7', sha256: 'a'.repeat(64) };
const why = { reason: 'Because' };
const byMotion = { motionId: 'motion' };
const [pledgeId, deliveryId, milestoneId] = ['pledge', 'delivery', 'milestone'];
const due = '2026-11-20';

const proposed: Fact = ['project', 'project', 'ProjectProposed', { ...plan, proposedBy: 'school' }];
const approved: readonly Fact[] = [
  ...founded,
  proposed,
  ['project', 'project', 'ProjectSubmitted', {}],
  ['project', 'project', 'ProjectApproved', byMotion],
];
const carried: readonly Fact[] = [
  ['motion', 'motion', 'MotionTabled', { title: name, about: { kind: 'other' }, tabledBy: 'school' }],
  ['motion', 'motion', 'VotingOpened', { roll: [], recused: [], votingRule: 'simple-majority', quorumPercent: 0 }],
  ['motion', 'motion', 'MotionCarried', { about: { kind: 'other' }, tally: {} }],
];

const base = { category: 'project', subject: 'project', instants: ['2026-11-01T00:00:00.000Z'] };

export const project: Lifecycle = {
  ...base,
  thing: 'project',
  before: founded,
  status: ({ status }: Project) => status,
  moves: [
    { command: 'ProposeProject', by: proposer, body: plan },
    { command: 'ReviseProject', by: proposer, body: { ...plan, title: { en: 'Another name' } } },
    { command: 'SubmitProject', by: proposer },
    ...['ApproveProject', 'DeclineProject', 'DeferProject'].flatMap((command): readonly Move[] =>
      ['motion', 'another motion'].map((motionId) => ({ command, by: reaction, body: { motionId } })),
    ),
    { command: 'StartProject', by: proposer },
    { command: 'CompleteProject', by: proposer },
    { command: 'CancelProject', by: chair, body: why },
    { command: 'AppointReceiver', by: proposer, body: { unitId: 'bank' } },
    { command: 'MarkReceiverLeft', by: reaction, body: { unitId: 'school' } },
    { command: 'ReportProgress', by: proposer, body: { reportId: 'report', words: 'Half' } },
    { command: 'EvaluateProject', by: giver, body: { evaluationId: 'evaluation', voice: 'unit', score: 4 } },
    { command: 'CloseEvaluation', by: clock },
  ],
};

const pledgeStatus = (project: Project): string => {
  if (project.status === 'absent') return 'absent';
  return project.pledges.get(pledgeId)?.status ?? project.pastPledges.get(pledgeId)?.status ?? 'absent';
};
const ofPledge: readonly Move[] = [
  { command: 'MakePledge', by: giver, body: { pledgeId, requirementId: 'lamps', quantity: 2, until: due } },
  { command: 'AcceptPledge', by: proposer, body: { pledgeId } },
  { command: 'DeclinePledge', by: proposer, body: { pledgeId, ...why } },
  { command: 'WithdrawPledge', by: giver, body: { pledgeId } },
  {
    command: 'ReallocatePledge',
    by: giver,
    body: { pledgeId, requirementId: 'benches', newPledgeId: 'another pledge' },
  },
  { command: 'LapsePledge', by: clock, body: { deadlineKey: pledgeId } },
  { command: 'ReportDelivery', by: giver, body: { pledgeId, deliveryId, quantity: 2, evidence } },
  { command: 'ConfirmDelivery', by: proposer, body: { pledgeId, deliveryId } },
  { command: 'ReverseDelivery', by: proposer, body: { pledgeId, deliveryId, ...why } },
];
const ofItsProject: readonly Move[] = [
  { command: 'StartProject', by: proposer },
  { command: 'CompleteProject', by: proposer },
  { command: 'CancelProject', by: proposer, body: why },
];
/** Early, and when the pledge's day is over. */
const instants = ['2026-11-01T00:00:00.000Z', '2026-11-21T00:00:00.000Z'];
const isAbout =
  (id: string) =>
  (move: Move): boolean =>
    Object.values(move.body ?? {}).includes(id);

export const pledge: Lifecycle = {
  ...base,
  thing: 'pledge',
  instants,
  before: approved,
  status: pledgeStatus,
  moves: [
    ...ofPledge,
    { command: 'ReleasePledges', by: reaction, body: { unitId: 'bank', cause: 'unit-left' } },
    ...ofItsProject,
  ],
  about: isAbout(pledgeId),
};

export const pledgeOfAResource: Lifecycle = {
  ...base,
  thing: 'pledge of a resource',
  instants,
  before: [
    ...approved,
    [
      'resource',
      'stock',
      'ResourceOffered',
      { unitId: 'bank', name, kind: 'goods', unitOfMeasure: 'pieces', quantity: 2 },
    ],
  ],
  status: pledgeStatus,
  moves: [
    {
      command: 'MakePledge',
      by: giver,
      body: { pledgeId, requirementId: 'lamps', quantity: 2, until: due, resourceId: 'stock' },
    },
    ...ofPledge.slice(1),
    { command: 'SettlePledge', by: reaction, body: { pledgeId, allocated: true } },
    { command: 'SettlePledge', by: reaction, body: { pledgeId, allocated: false } },
    { command: 'ReleasePledges', by: reaction, body: { resourceId: 'stock', cause: 'resource-withdrawn' } },
    ...ofItsProject,
  ],
  about: isAbout(pledgeId),
};

export const delivery: Lifecycle = {
  ...base,
  thing: 'delivery',
  before: approved,
  status: (project: Project) =>
    (project.status === 'absent' ? undefined : project.deliveries.get(deliveryId)?.status) ?? 'absent',
  moves: [...ofPledge.filter(({ command }) => command !== 'LapsePledge'), ...ofItsProject],
  about: isAbout(deliveryId),
};

export const milestone: Lifecycle = {
  ...base,
  thing: 'milestone',
  instants,
  before: approved,
  status: (project: Project) =>
    (project.status === 'absent' ? undefined : project.milestones.get(milestoneId)?.status) ?? 'absent',
  moves: [
    { command: 'SetMilestone', by: proposer, body: { milestoneId, title: name, due } },
    { command: 'ReachMilestone', by: proposer, body: { milestoneId } },
    { command: 'DropMilestone', by: proposer, body: { milestoneId, ...why } },
    { command: 'MissMilestone', by: clock, body: { deadlineKey: milestoneId } },
    ...ofItsProject,
  ],
  about: isAbout(milestoneId),
};

export const spending: Lifecycle = {
  ...base,
  thing: 'spending',
  before: [
    ...founded,
    [
      'project',
      'project',
      'ProjectProposed',
      { title: name, requirements: [{ ...requirement, kind: 'money', unitOfMeasure: 'CNY' }], proposedBy: 'school' },
    ],
    ['project', 'project', 'ProjectSubmitted', {}],
    ['project', 'project', 'ProjectApproved', byMotion],
    ['project', 'project', 'PledgeMade', { pledgeId, requirementId: 'lamps', unitId: 'bank', quantity: 2 }],
    ['project', 'project', 'PledgeAccepted', { pledgeId, requirementId: 'lamps', quantity: 2 }],
    ['project', 'project', 'DeliveryReported', { deliveryId, pledgeId, requirementId: 'lamps', quantity: 2, evidence }],
    [
      'project',
      'project',
      'DeliveryConfirmed',
      { deliveryId, pledgeId, requirementId: 'lamps', quantity: 2, currency: 'CNY' },
    ],
    ...carried,
  ],
  status: (project: Project) => {
    const spent = project.status === 'absent' ? undefined : project.spendings.get('spending');
    return spent ? (spent.reversed ? 'reversed' : 'spent') : 'absent';
  },
  moves: [
    {
      command: 'SpendFund',
      by: proposer,
      body: { spendingId: 'spending', currency: 'CNY', amountMinor: 2, purpose: 'Lamps', ...byMotion, evidence },
    },
    { command: 'ReverseSpending', by: proposer, body: { spendingId: 'spending', ...why } },
    ...ofItsProject,
  ],
  about: isAbout('spending'),
};
