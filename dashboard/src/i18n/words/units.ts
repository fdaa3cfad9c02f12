import { words } from '../words.js';

export const units = words({
  title: ['Member units', '成员单位'],
  unit: ['Unit', '单位'],
  kind: ['Kind', '类型'],
  status: ['Status', '状态'],
  since: ['Since', '起始时间'],
  anyStatus: ['Any status', '全部状态'],
  none: ['No unit is like this', '没有符合条件的单位'],
  about: ['About', '基本信息'],
  mandates: ['Who acts for it', '授权代表'],
  mandate: ['Kind', '授权类型'],
  from: ['From', '起'],
  until: ['Until', '止'],
  openEnded: ['open-ended', '长期'],
  noMandates: ['Nobody has acted for it yet', '尚无授权代表'],
  code: ['Registered code', '统一社会信用代码'],
});
