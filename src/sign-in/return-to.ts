const characters_max = 500;

/**
 * Where somebody wanted to go, if it is a place of this application: a path and nothing else. What a browser could take
 * for another host (`//host`, `/\host`, a tab or a line break that it drops) leads to the first page.
 */
export const localPath = (wanted: unknown): string => {
  if (typeof wanted !== 'string' || wanted.length > characters_max) return first;
  if (!/^\/[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return first;
  const url = new URL(wanted, here);
  return url.origin === here && !url.pathname.startsWith('//') && !/^\/sign-(in|out)/.test(url.pathname)
    ? `${url.pathname}${url.search}${url.hash}`
    : first;
};
const first = '/';
const here = 'http://here.invalid';
