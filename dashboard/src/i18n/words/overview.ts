import { words } from '../words.js';

export const overview = words({
  title: ['Overview', '总览'],
});
