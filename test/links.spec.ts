import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

// A link of a page leads to a file that is there, and, behind `#`, to one of its headings.

const isNotOurs = /^(node_modules|dist|coverage|generated|\..*)$/;

const pagesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return isNotOurs.test(each.name) ? [] : pagesIn(path);
    return each.name.endsWith('.md') ? [path] : [];
  });
const pages = pagesIn('.');

const withoutCode = (page: string): string => readFileSync(page, 'utf8').replace(/^ *```[^]*?^ *```/gm, '');

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsIn = (page: string): ReadonlySet<string> =>
  new Set([...withoutCode(page).matchAll(/^#+ +(.*?) *$/gm)].map(([, heading = '']) => anchorOf(heading)));

const linksIn = (page: string): readonly string[] =>
  [
    ...withoutCode(page)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g),
  ]
    .map(([, inText, inTag]) => decodeURI(inText ?? inTag ?? ''))
    .filter((link) => !/^[a-z]+:/.test(link));

const leadsNowhere = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && statSync(target).isFile() && !anchorsIn(target).has(anchor);
};

it.each(pages)('Each link of %s leads somewhere', (page) =>
  expect(linksIn(page).filter((link) => leadsNowhere(page, link))).toEqual([]),
);

it('Links are found at all', () => expect(pages.flatMap(linksIn).length).toBeGreaterThan(300));
