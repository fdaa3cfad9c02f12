/** Line icons on a grid of 24; decoration only: what they stand for is said in words beside them, or by a label. */
const paths = {
  overview: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  ours: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6',
  resources: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
  projects: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z',
  committee:
    'M12 11a3 3 0 100-6 3 3 0 000 6zM5 13a2 2 0 100-4 2 2 0 000 4zM19 13a2 2 0 100-4 2 2 0 000 4zM7 20v-2a5 5 0 0110 0v2M2.5 19v-1a3 3 0 012.5-3M21.5 19v-1a3 3 0 00-2.5-3',
  units: 'M4 20V6l7-3v17M11 20V9l9 3v8M2 20h20M7 9v.01M7 13v.01M15 14v.01M15 17v.01',
  history: 'M4 12a8 8 0 108-8 8 8 0 00-7 4M4 4v4h4M12 8v4l3 2',
  audit: 'M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6zM9 12l2 2 4-4.5',
  clock: 'M12 20a8 8 0 100-16 8 8 0 000 16zM12 8v4l3 2',
  sum: 'M18 7V4H6l7 8-7 8h12v-3',
  wall: 'M3 5h18v11H3zM8 20h8M12 16v4',
  health: 'M3 12h4l3-7 4 14 3-7h4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 11.5a.5.5 0 100 1 .5.5 0 100-1zM12 11.5a.5.5 0 100 1 .5.5 0 100-1zM19 11.5a.5.5 0 100 1 .5.5 0 100-1z',
  back: 'M14 6l-6 6 6 6',
  next: 'M10 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM5 20a7 7 0 0114 0',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  alert: 'M12 4l9 16H3zM12 10v4M12 17v.01',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 016 0v3',
  empty: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  print: 'M7 9V4h10v5M7 18H4v-8h16v8h-3M7 15h10v5H7z',
  search: 'M11 18a7 7 0 100-14 7 7 0 000 14zM16 16l5 5',
  minus: 'M6 12h12',
  plus: 'M6 12h12M12 6v12',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
