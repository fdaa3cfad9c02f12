import { mandateKinds, offices } from '../alliances/events.js';
import type { Scope } from './scopes.js';

/**
 * In what quality somebody asks or acts. A `member` holds a mandate in force of a unit on the roll, also of a suspended
 * one; a delegate of a suspended unit acts as `suspended`, and as nothing else. `known` is whoever can be told apart,
 * `anyone` also who cannot.
 */
export type Role =
  | (typeof mandateKinds)[number]
  | (typeof offices)[number]
  | 'member'
  | 'suspended'
  | 'applicant'
  | 'auditor'
  | 'operator'
  | 'reaction'
  | 'clock'
  | 'known'
  | 'anyone';

/** Whose a thing is, where only its own unit may act on it; and the code with which another unit is refused. */
export const parties = {
  unit: { en: 'the unit itself', zh: '该单位自己', refusal: 'unit-not-yours' },
  keeper: { en: 'the unit whose person has the key', zh: '密钥持有人所属单位', refusal: 'key-not-yours' },
  coverer: { en: 'the unit itself', zh: '该单位自己', refusal: 'coverage-not-yours' },
  owner: { en: 'the unit that shares the resource', zh: '提供资源的单位', refusal: 'not-your-resource' },
  booker: { en: 'the unit that booked', zh: '预约单位', refusal: 'not-your-booking' },
  'booker or owner': { en: 'the unit that booked or shares', zh: '预约或提供资源的单位', refusal: 'not-your-booking' },
  receiver: { en: 'the unit that receives for the project', zh: '项目接收单位', refusal: 'project-not-yours' },
  pledger: { en: 'the unit that pledged', zh: '认领单位', refusal: 'pledge-not-yours' },
  'pledger or receiver': {
    en: 'the unit that pledged or receives',
    zh: '认领或接收单位',
    refusal: 'delivery-not-yours',
  },
  tabler: { en: 'the unit that tabled the motion', zh: '提出议题的单位', refusal: 'motion-not-yours' },
  doer: { en: 'the unit that was given the action', zh: '承办单位', refusal: 'action-not-yours' },
  answerer: { en: 'the unit that is asked', zh: '被要求答复的单位', refusal: 'finding-not-yours' },
  subscriber: { en: 'the unit whose webhook it is', zh: 'webhook 所属单位', refusal: 'webhook-not-found' },
  attendee: { en: 'the unit that is there', zh: '出席单位', refusal: 'attendance-not-yours' },
} as const;
export type Party = keyof typeof parties;

/** A role that may; with a party only for people of the unit whose thing it is. */
export type Grant = Role | Readonly<{ role: Role; of: Party }>;
type Grants = readonly Grant[];
type Context = Readonly<{
  scope?: Scope;
  asks: Readonly<Record<string, Grants>>;
  acts: Readonly<Record<string, Grants>>;
}>;

const of = (party: Party, roles: readonly Role[]): Grants => roles.map((role) => ({ role, of: party }));
/** What any mandate does: the daily work. */
const anyMandate: readonly Role[] = mandateKinds;
/** What binds a unit. */
const voice: readonly Role[] = ['delegate', 'deputy'];
const officers: readonly Role[] = offices;
const members: readonly Role[] = ['member', 'auditor', 'operator'];

/**
 * Who may do what: the one table. What is not in it, nobody may. An operation is called as its route's method, or its
 * command: `asks` are questions and need the scope `read`, `acts` need the context's own. That a thing is of another
 * alliance, or not in a state for it, comes on top.
 */
export const table = {
  platform: {
    asks: {
      GetLive: ['anyone'],
      GetReady: ['anyone'],
      GetProblem: ['anyone'],
      GetMetrics: ['operator'],
    },
    acts: {},
  },
  access: {
    scope: 'access',
    asks: {
      GetMe: ['known'],
      GetPerson: members,
      GetKeys: members,
      GetKey: members,
      GetOperatorKeys: ['operator'],
      GetOperatorKey: ['operator'],
      GetIdentities: ['member', 'operator'],
    },
    acts: {
      LinkIdentity: ['member', 'operator'],
      UnlinkIdentity: ['member', 'operator'],
      RegisterPerson: ['delegate', 'suspended', ...officers, 'operator'],
      ChangePerson: [...anyMandate, 'suspended', ...officers, 'operator'],
      ErasePerson: ['chair', 'operator'],
      IssueKey: [...of('keeper', ['delegate']), ...officers, 'operator'],
      RotateKey: [...of('keeper', anyMandate), ...officers, 'operator'],
      RevokeKey: [...of('keeper', [...anyMandate, 'suspended']), ...officers, 'operator'],
      IssueOperatorKey: ['operator'],
      RotateOperatorKey: ['operator'],
      RevokeOperatorKey: ['operator'],
    },
  },
  alliances: {
    scope: 'alliances',
    asks: {
      GetAlliance: members,
      GetLowerAlliances: members,
      GetUnits: members,
      GetUnit: [...members, ...of('unit', ['applicant'])],
      GetMandates: members,
      GetMandate: members,
      GetAreas: members,
      GetArea: members,
      GetOrganisation: ['operator'],
    },
    acts: {
      FoundAlliance: ['operator'],
      EnrolFoundingUnit: ['reaction'],
      ApplyForMembership: ['applicant'],
      AdmitUnit: ['chair', 'reaction'],
      DeclineApplication: ['chair', 'reaction'],
      SuspendUnit: ['chair'],
      ReinstateUnit: ['chair'],
      LeaveAlliance: of('unit', ['delegate', 'suspended']),
      AmendCharter: ['reaction'],
      PlaceAlliance: ['operator'],
      AddAreas: [...officers, 'operator'],
      RenameArea: [...officers, 'operator'],
      CloseArea: [...officers, 'operator'],
      StateCoverage: of('coverer', anyMandate),
      GiveOffice: ['chair', 'operator', 'reaction'],
      VacateOffice: [...officers, 'operator'],
      GiveMandate: [...of('unit', ['delegate', 'suspended']), ...officers, 'operator'],
      EndMandate: [...of('unit', ['delegate', 'suspended']), 'operator'],
    },
  },
  resources: {
    scope: 'resources',
    asks: {
      GetResources: members,
      GetResource: members,
      GetAllocations: members,
      GetBookings: members,
      GetBooking: members,
      GetAllBookings: members,
      GetAllSeries: members,
      GetSeries: members,
      GetAvailability: members,
    },
    acts: {
      OfferResource: anyMandate,
      ReviseResource: of('owner', anyMandate),
      PauseResource: of('owner', anyMandate),
      ResumeResource: of('owner', anyMandate),
      WithdrawResource: [...of('owner', anyMandate), 'reaction'],
      AllocateToPledge: ['reaction'],
      ReleaseAllocation: ['reaction'],
      MoveAllocation: ['reaction'],
      BookResource: anyMandate,
      BookSeries: anyMandate,
      CancelSeries: of('booker or owner', anyMandate),
      ConfirmBooking: of('owner', anyMandate),
      DeclineBooking: of('owner', anyMandate),
      CancelBooking: [...of('booker or owner', anyMandate), 'reaction'],
      LetBookingRunOut: ['clock'],
      AcceptPromotion: of('booker', anyMandate),
      RescheduleBooking: of('booker', anyMandate),
      HandOverBooking: of('owner', anyMandate),
      ReturnBooking: of('owner', anyMandate),
      ConsumeBooking: of('booker or owner', anyMandate),
      ReportNoShow: of('owner', anyMandate),
    },
  },
  projects: {
    scope: 'projects',
    asks: {
      GetProjects: members,
      GetProject: members,
      GetPledges: members,
      GetPledge: members,
      GetDelivery: members,
      GetFund: members,
      GetFundEntries: members,
      GetSpending: members,
      GetMilestones: members,
      GetMilestone: members,
      GetReports: members,
      GetReport: members,
      GetEvaluations: members,
      GetEvaluation: members,
    },
    acts: {
      ProposeProject: anyMandate,
      ReviseProject: of('receiver', anyMandate),
      SubmitProject: of('receiver', anyMandate),
      ApproveProject: ['reaction'],
      DeclineProject: ['reaction'],
      DeferProject: ['reaction'],
      StartProject: of('receiver', anyMandate),
      CompleteProject: of('receiver', anyMandate),
      CancelProject: [...of('receiver', anyMandate), 'chair'],
      AppointReceiver: [...of('receiver', voice), 'chair'],
      MarkReceiverLeft: ['reaction'],
      MakePledge: voice,
      AcceptPledge: of('receiver', anyMandate),
      DeclinePledge: of('receiver', anyMandate),
      SettlePledge: ['reaction'],
      WithdrawPledge: of('pledger', voice),
      ReallocatePledge: of('pledger', voice),
      LapsePledge: ['clock'],
      ReleasePledges: ['reaction'],
      ReportDelivery: of('pledger', anyMandate),
      ConfirmDelivery: of('receiver', anyMandate),
      ReverseDelivery: of('pledger or receiver', anyMandate),
      SetMilestone: of('receiver', anyMandate),
      ReachMilestone: of('receiver', anyMandate),
      DropMilestone: of('receiver', anyMandate),
      MissMilestone: ['clock'],
      ReportProgress: of('receiver', anyMandate),
      EvaluateProject: anyMandate,
      CloseEvaluation: ['clock'],
      SpendFund: of('receiver', voice),
      ReverseSpending: of('receiver', voice),
    },
  },
  committee: {
    scope: 'committee',
    asks: {
      GetMotions: members,
      GetMotion: members,
      GetHearings: members,
      GetHearing: members,
      GetActions: members,
      GetAction: members,
      GetMeetings: members,
      GetMeeting: members,
      GetMinutes: members,
      GetMinutesText: members,
    },
    acts: {
      TableMotion: voice,
      WithdrawMotion: of('tabler', voice),
      OpenVoting: officers,
      DeclareInterest: voice,
      CastBallot: voice,
      CloseVoting: [...officers, 'clock', 'reaction'],
      CallHearing: officers,
      RecordHearing: officers,
      CancelHearing: officers,
      MakeStatement: voice,
      MarkReviewDue: ['clock'],
      ReviewDecision: officers,
      GiveAction: officers,
      DeclineAction: of('doer', voice),
      ExtendAction: officers,
      ReassignAction: officers,
      ReportAction: of('doer', anyMandate),
      ConfirmAction: officers,
      MarkActionOverdue: ['clock'],
      ReturnAction: ['reaction'],
      ConveneMeeting: officers,
      ReviseAgenda: officers,
      AddToAgenda: ['reaction'],
      RescheduleMeeting: officers,
      CancelMeeting: officers,
      RecordAttendance: [...of('attendee', voice), ...officers],
      OpenMeeting: officers,
      AdjournMeeting: officers,
      ResumeMeeting: officers,
      CloseMeeting: officers,
      EndMeeting: ['clock'],
      DraftMinutes: ['reaction'],
      CorrectMinutes: officers,
      ApproveMinutes: ['chair'],
    },
  },
  findings: {
    scope: 'findings',
    asks: {
      GetFindings: members,
      GetFinding: members,
    },
    acts: {
      RaiseFinding: ['auditor'],
      ReviseFinding: ['auditor'],
      AnswerFinding: of('answerer', [...voice, 'suspended']),
      AskAgain: ['auditor'],
      CloseFinding: ['auditor'],
      WithdrawFinding: ['auditor'],
      MarkFindingOverdue: ['clock'],
    },
  },
  overview: {
    asks: {
      GetDashboard: members,
      GetHistory: members,
      GetAct: members,
      GetRollUp: members,
      GetOpenMatters: members,
      GetCalendar: members,
      GetLoad: members,
      GetTrends: members,
      GetAnomalies: members,
      GetDifference: members,
      GetOutstanding: members,
      ExplainDashboard: members,
      ExplainRollUp: members,
      ExplainTrends: members,
      ExplainLoad: members,
      ExplainProject: members,
      ExplainStatement: [...of('unit', ['member']), ...officers, 'auditor', 'operator'],
      GetUnitMatters: [...of('unit', ['member']), ...officers, 'auditor', 'operator'],
      GetStatement: [...of('unit', ['member']), ...officers, 'auditor', 'operator'],
    },
    acts: {},
  },
  history: {
    asks: {
      GetSubjectAccess: ['member', 'operator'],
      GetEvents: members,
      GetEvent: members,
      GetOcel: members,
      GetStory: members,
      DrawSample: members,
    },
    acts: {},
  },
  feeds: {
    scope: 'access',
    asks: {
      GetFeeds: members,
      GetFeed: members,
      GetCalendarFeed: ['anyone'],
    },
    acts: {
      CreateFeed: anyMandate,
      RotateFeed: [...anyMandate, ...officers],
      RevokeFeed: [...anyMandate, ...officers],
    },
  },
  live: {
    asks: {
      FollowAlliance: members,
    },
    acts: {},
  },
  audit: {
    asks: {
      GetCheckpoint: ['anyone'],
      GetLogKeys: ['anyone'],
      GetTile: ['anyone'],
      GetEntries: ['operator'],
      GetReceipt: [...members, 'suspended', 'applicant'],
    },
    acts: {},
  },
  webhooks: {
    scope: 'webhooks',
    asks: {
      GetWebhooks: ['member', 'operator'],
      GetWebhook: ['member', 'operator'],
      GetWebhookDeliveries: ['member', 'operator'],
      GetDeadLetters: ['member', 'operator'],
    },
    acts: {
      RegisterWebhook: voice,
      ReviseWebhook: of('subscriber', voice),
      VerifyWebhook: of('subscriber', anyMandate),
      RotateWebhookSecret: of('subscriber', voice),
      PauseWebhook: [...of('subscriber', anyMandate), 'reaction'],
      ResumeWebhook: [...of('subscriber', anyMandate), 'reaction'],
      ReplayWebhook: of('subscriber', anyMandate),
      DisableWebhook: ['reaction'],
      RemoveWebhook: [...of('subscriber', [...voice, 'suspended']), 'reaction'],
      ResendDeadLetter: of('subscriber', anyMandate),
    },
  },
  readers: {
    scope: 'access',
    asks: {},
    acts: {
      SetEventAside: ['operator'],
      ReadmitEvent: ['operator'],
    },
  },
} as const satisfies Readonly<Record<string, Context>>;
