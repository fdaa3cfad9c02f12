import { words } from '../words.js';

export const navigation = words({
  title: ['Pages', '页面'],
  overview: ['Overview', '总览'],
  ours: ['Ours', '本单位'],
  resources: ['Resources', '资源'],
  projects: ['Projects', '项目'],
  committee: ['Committee', '联席会议'],
  units: ['Units', '成员单位'],
  history: ['History', '操作记录'],
  audit: ['Audit', '审计'],
  wall: ['Wall screen', '大屏'],
});
