import { words } from '../words.js';

export const wall = words({
  title: ['Wall screen', '大屏'],
});
