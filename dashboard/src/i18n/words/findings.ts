import { words } from '../words.js';

/** What auditors found, and what the units answer. */
export const findings = words({
  title: ['Findings', '审计发现'],
  one: ['Finding', '审计发现'],
  lead: [
    'What auditors found, who is to answer until when, and what came of it',
    '审计者的发现、须答复的单位和期限，以及处理结果',
  ],
  none: ['No findings like this', '没有符合条件的审计发现'],
  severity: ['Severity', '严重程度'],
  anySeverity: ['Any severity', '全部程度'],
  status: ['Status', '状态'],
  anyStatus: ['Any status', '全部状态'],
  answers: ['To be answered by', '答复单位'],
  due: ['Answer due', '答复期限'],
  raisedAt: ['Raised', '提出时间'],
  askedAgain: ['Asked again', '再次要求'],
  times: ['{n} {n:time|times}', '{n} 次'],
  found: ['What was found', '审计发现内容'],
  events: ['About these acts', '所涉操作'],
  said: ['What was said since', '往来记录'],
  nothingSaid: ['The unit has not answered yet', '单位尚未答复'],
  notForYou: ['The words are for the unit, the officers and auditors.', '内容仅供该单位、联席会议任职者和审计者查看。'],
  byAuditor: ['Auditor', '审计者'],
  until: ['until {day}', '期限 {day}'],
  about: ['Findings about this act', '有关此操作的审计发现'],
  positionsHelp: [
    'Places in the log, with commas between them. The page of an act shows its place.',
    '日志位置，以逗号分隔；操作详情页列有其位置。',
  ],
});
