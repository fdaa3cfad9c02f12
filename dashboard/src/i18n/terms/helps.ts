import { words } from '../words.js';

/** What helps to fill in a field, where its name does not say enough. */
export const helps = words({
  amountMinor: ['In the currency’s usual unit.', '以该货币的常用单位填写。'],
  areaIds: [
    'All that the unit covers: what is left out is no longer covered.',
    '请选择全部覆盖区域，未选的视为不再覆盖。',
  ],
  at: ['At once, unless said.', '不填则立即生效。'],
  authority: [
    'A file number, such as 2026/12. It stays in the history: no name.',
    '文号，如 沪民〔2026〕12号。会留在历史记录中，请勿填写姓名。',
  ],
  bookableBy: ['Any unit, unless some are chosen.', '不选则所有单位均可预约。'],
  bookingApprovalHours: ['72 unless said.', '不填则为 72 小时。'],
  closesAt: ['In writing until then; without it, in a meeting.', '填写则为书面表决并于此时截止；会议表决不填。'],
  condition: ['How it came back.', '归还时的状况。'],
  duration: ['Such as PT90M for 90 minutes, PT2H for two hours.', '例如 PT90M 表示 90 分钟，PT2H 表示 2 小时。'],
  evidence: ['A link or a number by which it can be found again.', '可供查证的链接或编号。'],
  from: ['In the alliance’s time zone.', '以联建共同体所在时区为准。'],
  noticeHours: [
    'Hours before its beginning until which a booking is cancelled in good time.',
    '预约开始前多少小时取消算按时。',
  ],
  overlapHours: ['For so long the old one still works.', '旧密钥在此时间内仍然有效。'],
  pledge: ['Where the booking fulfils a pledge: it is counted once.', '如此预约用于兑现认领，只计一次。'],
  population: ['How many live there.', '居住人数。'],
  quotaPerWeek: ['In fairness to others.', '为公平起见。'],
  quorumPercent: ['Of the entitled units, how many per cent must cast a ballot.', '有表决权单位中至少须投票的百分比。'],
  reference: ['A link, a document’s number, or where the paper is kept.', '链接、文件编号或存放处。'],
  registeredCode: ['Unified social credit code, or the like.', '统一社会信用代码或同类编号。'],
  resourceId: ['What the unit shares already and pledges now.', '以已共享的资源认领。'],
  reviewOn: ['On which day the committee looks at it again.', '联席会议将于该日复核。'],
  rrule: ['Such as FREQ=WEEKLY;BYDAY=SA for every Saturday.', '例如 FREQ=WEEKLY;BYDAY=SA 表示每周六。'],
  score: ['From 1, poor, to 5, very good.', '1 分（差）至 5 分（很好）。'],
  sha256: ['So that the file can be proved unchanged.', '用于证明文件未被更改。'],
  start: ['Time of day, such as 09:00.', '当日时间，例如 09:00。'],
  timeZone: ['Such as Asia/Shanghai.', '例如 Asia/Shanghai。'],
  unitOfMeasure: ['Such as hours, seats, or a currency such as CNY.', '例如 hours、seats，或货币代码 CNY。'],
  until: ['Left open unless filled in.', '不填则不限期。'],
  voice: ['Its own view, or that of those whom it serves.', '本单位的评价，或所服务居民的评价。'],
  waitlist: ['Where so much is not free, you are asked when it is.', '无空闲时排队，有空位将通知您。'],
});
