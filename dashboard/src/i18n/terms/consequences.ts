import { words } from '../words.js';

/** What follows from an act, where its name does not say enough: read before it is sent. */
export const consequences = words({
  ApproveMinutes: ['Approved minutes no longer change.', '纪要通过后不再更改。'],
  CancelProject: ['Every open pledge is released.', '所有未兑现的认领将释放。'],
  CancelSeries: ['What is still to come is cancelled; what has begun stays.', '尚未开始的时段将取消，已开始的保留。'],
  CloseArea: ['Nobody covers it then, and it is not opened again.', '停用后不再由任何单位覆盖，且不可恢复。'],
  CloseMeeting: [
    'Votes that are open in it are closed with it, and the minutes are drafted.',
    '会上未结束的表决一并结束，并自动起草会议纪要。',
  ],
  CloseVoting: [
    'The result is computed from the ballots: a tie is lost, and too few ballots decide nothing.',
    '结果由票数计算得出：票数相等为未通过，未达法定票数则不作决定。',
  ],
  CompleteProject: [
    'The work is done. By then every pledge is kept, declined or released.',
    '表示项目已完工；此前各项认领须已兑现、婉拒或释放。',
  ],
  CorrectMinutes: ['The facts stay as they are; your words stand beside them.', '事实记录不变，更正文字附于其后。'],
  DeclareInterest: [
    'Your unit casts no ballot on it, and one that it has cast is void.',
    '贵单位不参加该项表决，已投的票作废。',
  ],
  DeclineApplication: ['The unit may apply again.', '该单位可再次申请。'],
  EndMandate: [
    'From then on nobody acts under it. A delegate’s ends only when another one is named.',
    '此后不得再凭此授权行事；代表的授权须在指定接替者后方可终止。',
  ],
  ErasePerson: [
    'Name, contacts and all words of this person can be read by nobody any more. It cannot be taken back.',
    '此人的姓名、联系方式及全部文字将永远无法读取，不可撤回。',
  ],
  EvaluateProject: [
    'Your unit says its own view once, and passes on what each resident says, without a name.',
    '本单位评价一次；可逐条转达居民评价，不记姓名。',
  ],
  LeaveAlliance: [
    'What the unit shares is withdrawn; what it pledged and booked is released. It may apply again.',
    '贵单位共享的资源将撤回，认领与预约将释放；以后可再次申请加入。',
  ],
  OpenVoting: ['The roll and the charter’s rule are taken as they are now.', '以此刻的名册与章程规定的表决规则为准。'],
  PauseResource: [
    'It takes no new bookings or pledges; what is set aside stays.',
    '暂停期间不接受新的预约与认领，已预留的保留。',
  ],
  ReallocatePledge: [
    'What is not delivered yet goes to another requirement that is counted in the same unit of measure.',
    '将尚未兑现的部分调整到同一计量单位的另一项需求。',
  ],
  ReportNoShow: ['Until two weeks after its end.', '可在预约结束后两周内登记。'],
  ReverseDelivery: ['It no longer counts; the record of it stays.', '不再计入，记录仍保留。'],
  RevokeKey: [
    'Whoever uses it is shut out within a second, for good.',
    '使用此密钥者将在一秒内失去访问权限，且不可恢复。',
  ],
  RotateKey: [
    'The new key is shown once. The old one works beside it for a while.',
    '新密钥仅显示一次；旧密钥在一段时间内仍然有效。',
  ],
  SuspendUnit: [
    'The unit’s rights rest until it is reinstated; it stays on the roll.',
    '恢复资格前，其权利暂停，仍保留在册。',
  ],
  WithdrawFinding: ['It stays in the record.', '仍保留在记录中。'],
  WithdrawMotion: ['It is not voted on. It may be tabled anew.', '该议题不再表决，以后可重新提出。'],
  WithdrawPledge: ['What is not delivered yet is released.', '尚未兑现的部分将释放。'],
  WithdrawResource: [
    'It is no longer shared. What is booked or set aside has to be ended with it.',
    '不再共享；已有的预约与预留须一并取消。',
  ],
});
