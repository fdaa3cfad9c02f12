import { words } from '../words.js';

export const wall = words({
  title: ['Wall screen', '大屏'],
  leave: ['Leave', '退出大屏'],
  fullScreen: ['Full screen', '全屏显示'],
  coming: ['Coming up', '近期日程'],
  nothingComing: ['Nothing in the next weeks', '近期暂无日程'],
  open: ['What is open', '待办事项'],
  needs: ['What projects need', '项目需求'],
  happened: ['Just now', '最新动态'],
});
