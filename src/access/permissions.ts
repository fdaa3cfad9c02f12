import { mandateKinds, offices } from '../alliances/events.js';

/** In what quality somebody acts. A delegate of a suspended unit is `suspended`, and nothing else. */
export type Role =
  | (typeof mandateKinds)[number]
  | (typeof offices)[number]
  | 'suspended'
  | 'applicant'
  | 'operator'
  | 'reaction'
  | 'clock';

const anyMandate: readonly Role[] = mandateKinds;
const voice: readonly Role[] = ['delegate', 'deputy'];
const officers: readonly Role[] = offices;

/**
 * Who may issue which command: the one table. What is not in it, nobody may. Whether a unit owns the thing that a
 * command is about is for the command's decision.
 */
export const permissions: Readonly<Record<string, readonly Role[]>> = {
  // alliances
  FoundAlliance: ['operator'],
  EnrolFoundingUnit: ['reaction'],
  ApplyForMembership: ['applicant'],
  AdmitUnit: ['chair', 'reaction'],
  DeclineApplication: ['chair', 'reaction'],
  SuspendUnit: ['chair'],
  ReinstateUnit: ['chair'],
  LeaveAlliance: ['delegate', 'suspended'],
  AmendCharter: ['reaction'],
  PlaceAlliance: ['operator'],
  AddAreas: [...officers, 'operator'],
  RenameArea: [...officers, 'operator'],
  CloseArea: [...officers, 'operator'],
  StateCoverage: anyMandate,
  GiveOffice: ['chair', 'operator'],
  VacateOffice: [...officers, 'operator'],
  GiveMandate: ['delegate', 'suspended', ...officers, 'operator'],
  EndMandate: ['delegate', 'suspended', ...officers, 'operator'],
  // resources
  OfferResource: anyMandate,
  ReviseResource: anyMandate,
  PauseResource: anyMandate,
  ResumeResource: anyMandate,
  WithdrawResource: [...anyMandate, 'reaction'],
  AllocateToPledge: ['reaction'],
  ReleaseAllocation: ['reaction'],
  BookResource: anyMandate,
  ConfirmBooking: anyMandate,
  DeclineBooking: anyMandate,
  CancelBooking: [...anyMandate, 'reaction'],
  LetBookingRunOut: ['clock'],
  BookSeries: anyMandate,
  AcceptPromotion: anyMandate,
  RescheduleBooking: anyMandate,
  HandOverBooking: anyMandate,
  ReturnBooking: anyMandate,
  ConsumeBooking: anyMandate,
  ReportNoShow: anyMandate,
  // projects
  ProposeProject: anyMandate,
  ReviseProject: anyMandate,
  SubmitProject: anyMandate,
  ApproveProject: ['reaction'],
  DeclineProject: ['reaction'],
  DeferProject: ['reaction'],
  StartProject: anyMandate,
  CompleteProject: anyMandate,
  CancelProject: [...anyMandate, 'chair'],
  AppointReceiver: [...voice, 'chair'],
  MarkReceiverLeft: ['reaction'],
  MakePledge: voice,
  AcceptPledge: anyMandate,
  DeclinePledge: anyMandate,
  SettlePledge: ['reaction'],
  WithdrawPledge: voice,
  ReallocatePledge: voice,
  LapsePledge: ['clock'],
  ReleasePledges: ['reaction'],
  ReportDelivery: anyMandate,
  ConfirmDelivery: anyMandate,
  ReverseDelivery: anyMandate,
  SetMilestone: anyMandate,
  ReachMilestone: anyMandate,
  DropMilestone: anyMandate,
  MissMilestone: ['clock'],
  ReportProgress: anyMandate,
  EvaluateProject: anyMandate,
  CloseEvaluation: ['clock'],
  SpendFund: voice,
  ReverseSpending: voice,
  // committee
  TableMotion: voice,
  WithdrawMotion: voice,
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
  DeclineAction: voice,
  ExtendAction: officers,
  ReassignAction: officers,
  ReportAction: anyMandate,
  ConfirmAction: officers,
  MarkActionOverdue: ['clock'],
  ReturnAction: ['reaction'],
  ConveneMeeting: officers,
  ReviseAgenda: officers,
  AddToAgenda: ['reaction'],
  RescheduleMeeting: officers,
  CancelMeeting: officers,
  RecordAttendance: [...voice, ...officers],
  OpenMeeting: officers,
  AdjournMeeting: officers,
  ResumeMeeting: officers,
  CloseMeeting: officers,
  EndMeeting: ['clock'],
  DraftMinutes: ['reaction'],
  CorrectMinutes: officers,
  ApproveMinutes: ['chair', 'vice-chair'],
};
