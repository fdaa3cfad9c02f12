import { words } from '../words.js';

export const matters = words({
  title: ['Open matters', '待办事项'],
  matter: ['Matter', '事项'],
  kind: ['What is open', '待办类型'],
  about: ['About', '事项类别'],
  anyThing: ['Anything', '全部类别'],
  waits: ['Waits for', '等待'],
  due: ['Due', '期限'],
  dueWhen: ['due {when}', '{when}到期'],
  urgency: ['Urgency', '紧急程度'],
  anyUrgency: ['Any urgency', '全部'],
  anyKind: ['Whatever is to be done', '全部待办类型'],
  hasTime: ['Has time', '尚有时间'],
  none: ['Nothing of this is open', '没有此类待办事项'],
});
