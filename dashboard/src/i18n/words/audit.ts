import { words } from '../words.js';

/** What an auditor asks: what stands out, what a sample says. */
export const audit = words({
  parts: ['Parts of the audit', '审计栏目'],
  unit: ['Unit', '单位'],
  anyUnit: ['Any unit', '全部单位'],
  when: ['When', '时间'],
  what: ['What happened', '发生了什么'],
  thing: ['To what', '有关事项'],
  anomalies: ['What stands out', '异常事项'],
  anomaliesLead: [
    'Facts, not accusations: each is told by the act that says so',
    '仅为事实，不作指控：每一条均由相应的操作记录说明',
  ],
  anomaly: ['Kind', '类别'],
  anyAnomaly: ['All kinds', '全部类别'],
  noAnomalies: ['Nothing stands out in this time', '此期间没有异常事项'],
  quorumMissed: ['Votes and meetings to which too few came.', '参加单位不足法定人数的表决和会议。'],
  corrected: ['Deliveries and spendings that were reversed, minutes that were corrected.', '被冲正的兑现与支出，以及更正过的会议纪要。'], // prettier-ignore
  dayMissed: ['Actions overdue, milestones missed, bookings not taken up.', '逾期的督办、错过的里程碑、未履行的预约。'],
  interestDeclared: ['Units with an interest in a motion, which cast no ballot on it.', '与议题有利害关系、不参加该项表决的单位。'], // prettier-ignore
  deliveredLate: ['What was delivered after the day on which it was due.', '晚于约定日期的兑现。'],
  pledgeLapsed: ['What was promised, and not reported in time.', '到期仍未申报兑现的认领。'],
  absent: ['Units on the roll of a sitting at which they never were.', '在册而始终未到会的单位。'],
  changes: ['What changed', '两日对比'],
  changesLead: [
    'Between two days: which figures changed, and to what something happened',
    '两日之间：哪些数字变了，哪些事项有了动作',
  ],
  changesFrom: ['From the end of', '自（当日结束）'],
  changesFromHelp: ['From the founding on, unless a day is said', '未填则自成立起'],
  changesTo: ['To the end of', '至（当日结束）'],
  changesToHelp: ['Up to now, unless a day is said', '未填则截至目前'],
  between: ['From place {from} in the log to place {to}', '日志位置 {from} 至 {to}'],
  noTime: ['Nothing had happened by then, or the days stand the wrong way round', '当时尚无记录，或起止日期颠倒'],
  nothingChanged: ['Nothing happened in between', '此期间没有变化'],
  things: ['To what something happened', '有动作的事项'],
  isNew: ['new', '新增'],
  last: ['Last of it', '最近一项'],
  acts: ['Acts', '操作数'],
  figures: ['Figures that changed', '变化的数字'],
  noFigures: ['All figures of the overview are as they were', '总览中的数字均无变化'],
  quantity: ['Quantity', '数量'],
  paused: ['Paused', '暂停'],
  allocated: ['Set aside for pledges', '为认领预留'],
  requirements: ['Requirements', '项目需求'],
  refusedRecused: ['What a unit with an interest in a motion tried, and was refused. Beside the log: nothing came of it.', '有利害关系的单位尝试而被拒绝的操作。未产生结果，故不在日志之内。'], // prettier-ignore
  refusedWithoutMandate: ['What was asked without a mandate in force, and refused. Beside the log: nothing came of it.', '在没有有效授权时提出而被拒绝的请求。未产生结果，故不在日志之内。'], // prettier-ignore
  refusedKeyOver: ['What was asked with a key that was revoked or had run out, and refused. Beside the log: nothing came of it.', '使用已撤销或已到期的密钥提出而被拒绝的请求。未产生结果，故不在日志之内。'], // prettier-ignore
  refused: ['{act}: {n} {n:time|times}', '{act}：{n} 次'],
  samples: ['Samples', '抽样'],
  samplesLead: [
    'Acts drawn by chance, so that anybody can draw the same ones again',
    '随机抽取操作记录，任何人都可重抽并得到相同结果',
  ],
  draw: ['Draw', '抽取'],
  seed: ['Seed', '种子'],
  seedHelp: [
    'Any text. One that nobody could choose, such as figures published next week, leaves no doubt.',
    '任意文字。采用谁都无法事先选定的内容（如下周公布的数字）最为可信。',
  ],
  size: ['How many', '抽取数量'],
  act: ['Only this act', '仅限某类操作'],
  anyAct: ['Any act', '全部操作'],
  from: ['From', '自'],
  until: ['Until the end of', '至（含当日）'],
  noSample: ['No act is like this: nothing to draw from', '没有符合条件的操作，无从抽取'],
  beforeDrawing: ['Nothing is drawn yet', '尚未抽取'],
  beforeDrawingHelp: [
    'Agree on a seed before, or take one that nobody could choose. The same seed, filter and end of the log always give the same acts.',
    '请事先商定种子，或采用无人能选定的内容。种子、条件与日志终点相同，抽出的操作就相同。',
  ],
  drawn: ['{n} of {population} {population:act|acts}, up to place {upTo} in the log', '从 {population} 项操作中抽出 {n} 项，截至日志位置 {upTo}'], // prettier-ignore
  position: ['Place in the log', '日志位置'],
  again: ['How to draw it again', '如何重抽'],
  againHelp: [
    'Of each act that the filter leaves, take the SHA-256 of the seed, a space and its place in the log; those with the lowest are drawn. With this address anybody draws the same, or from an exported file:',
    '对符合条件的每项操作，取“种子、空格、日志位置”的 SHA-256，数值最小者被抽中。凭此网址，任何人都能抽出相同结果；也可据导出文件计算：',
  ],
  download: ['Download', '下载'],
});
