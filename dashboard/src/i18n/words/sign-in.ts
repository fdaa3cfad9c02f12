import { words } from '../words.js';

export const signIn = words({
  lead: [
    'What neighbours share, what is short, what is late and what awaits a decision.',
    '邻里单位共享了什么、还缺什么、哪些逾期、哪些待议，一目了然。',
  ],
  asMember: ['Sign in as a member', '成员登录'],
  asMemberHelp: [
    'With your organisation’s account, or a link that the operator gave you.',
    '使用贵单位账号，或运营方提供的登录链接。',
  ],
  byKey: ['Try it with an API key', '使用接口密钥试用'],
  keyHelp: ['It stays in this tab, and goes when you close it.', '仅保存在此标签页中，关闭即清除。'],
  open: ['Open', '进入'],
  keyUnknown: ['This key is not in force.', '此密钥无效。'],
  applied: [
    'Your unit has applied. The committee decides on it; once it is admitted, the alliance opens here.',
    '贵单位已提交申请，由联席会议决定；接纳后，即可在此查看。',
  ],
  declined: ['The application was declined. Your unit may apply again.', '贵单位的申请已被婉拒，可再次申请。'],
  noUnit: ['You act for no unit now', '您目前没有有效授权'],
  noUnitHelp: [
    'A mandate names who acts for a unit, and until when. Ask your unit’s delegate or the committee’s secretary for one.',
    '授权写明谁在何时代表单位行事。请联系贵单位代表或联席会议秘书。',
  ],
  chooseAlliance: ['Which alliance?', '选择联建共同体'],
  otherAlliance: ['You act for no unit of this alliance', '您在此联建共同体中没有授权'],
});
