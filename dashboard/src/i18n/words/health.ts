import { words } from '../words.js';

export const health = words({
  title: ['Health', '运行状况'],
});
