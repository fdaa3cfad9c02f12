import { words } from '../words.js';

/** How it was at another moment. */
export const past = words({
  title: ['How it was', '历史状态'],
  asOf: ['As of {when}', '截至 {when} 的状态'],
  position: ['place {position} in the log', '日志位置 {position}'],
  readOnly: [
    'You look at the past: nothing can be done here, and nothing changes.',
    '您看到的是过去的状态：不能操作，也不会更新。',
  ],
  changedSince: ['What changed since', '此后的变化'],
  another: ['Another time', '换个时间'],
  backToNow: ['Back to now', '回到现在'],
  choose: ['How it was at another time', '查看历史状态'],
  chooseHelp: [
    'Every page then shows how it stood after the last act by that time.',
    '之后各页面均显示截至该时刻最后一项操作时的状态。',
  ],
  slider: ['From the founding to now', '自成立至今'],
  founded: ['Founded {when}', '成立于 {when}'],
  now: ['Now', '现在'],
  exactly: ['Date and time', '日期和时间'],
  outside: ['Choose a time between the founding and now.', '请选择成立之后、现在之前的时间。'],
  show: ['Show', '查看'],
  filling: ['The state of then is being filled from the log', '正在由日志重建当时的状态'],
  filled: ['{done} of {of} events', '已处理 {done} / {of} 项事件'],
  fillingHelp: ['It is shown as soon as it is there.', '完成后会自动显示。'],
  thenAfter: ['How it stood then', '查看当时的状态'],
});
