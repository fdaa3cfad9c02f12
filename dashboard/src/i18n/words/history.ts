import { words } from '../words.js';

export const history = words({
  title: ['History', '操作记录'],
  lead: ['Every act, by whom, for which unit, under which mandate', '每一项操作：何人、代表哪个单位、凭何授权'],
  act: ['Act', '操作'],
  unit: ['Unit', '单位'],
  anyUnit: ['Any unit', '全部单位'],
  anyAct: ['Any act', '全部操作'],
  period: ['Period', '期间'],
  anyTime: ['Any time', '全部时间'],
  day: ['Last 24 hours', '近 24 小时'],
  week: ['Last 7 days', '近 7 天'],
  month: ['Last 30 days', '近 30 天'],
  none: ['Nothing like this happened', '没有符合条件的记录'],
  story: ['Story', '来龙去脉'],
  storyOf: ['Story of: {what}', '来龙去脉：{what}'],
  storyLead: ['What led to it, it itself, and what came of it', '前因、经过与后续'],
  openThing: ['Open it', '打开该事项'],
  notWhole: ['The story is longer than what is told at once.', '内容较多，此处仅显示一部分。'],
});
