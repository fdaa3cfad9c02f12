import type { Word } from '../i18n/catalogue.js';
import type { IconName } from '../ui/icon.js';

export type Place = Readonly<{ href: string; word: Word; icon: IconName }>;

/** The pages of an alliance, in the order of a coordinator's questions. */
export const places: readonly Place[] = [
  { href: '/', word: 'navigation.overview', icon: 'overview' },
  { href: '/ours', word: 'navigation.ours', icon: 'ours' },
  { href: '/resources', word: 'navigation.resources', icon: 'resources' },
  { href: '/projects', word: 'navigation.projects', icon: 'projects' },
  { href: '/committee', word: 'navigation.committee', icon: 'committee' },
  { href: '/units', word: 'navigation.units', icon: 'units' },
  { href: '/history', word: 'navigation.history', icon: 'history' },
  { href: '/audit', word: 'navigation.audit', icon: 'audit' },
  { href: '/wall', word: 'navigation.wall', icon: 'wall' },
];

/** On a phone so many stand in the bar; the others are behind "more". */
const tabs_max = 4;
export const tabs = places.slice(0, tabs_max);
export const others = places.slice(tabs_max);

export const isAt = (href: string, location: string): boolean =>
  href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`);
