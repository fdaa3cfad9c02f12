import type { ProblemMeaning } from './problem-meaning.js';

const headings = {
  en: { cause: 'How one comes to it', remedy: 'What to do', about: 'about' },
  zh: { cause: '原因', remedy: '怎么办', about: '范围' },
};
const tags = { en: 'en', zh: 'zh-CN' };

/** A problem's page for people, in both languages, the preferred one first. */
export const problemPage = (problem: ProblemMeaning, first: 'en' | 'zh'): string => {
  const both = first === 'en' ? (['en', 'zh'] as const) : (['zh', 'en'] as const);
  return `<!doctype html>
<html lang="${tags[first]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${problem.code} · Lianjian</title></head>
<body>
<h1><code>${problem.code}</code> <small>${problem.status}</small></h1>
${both.map((language) => section(problem, language)).join('\n')}
</body>
</html>
`;
};

const section = ({ title, cause, remedy, about }: ProblemMeaning, language: 'en' | 'zh'): string => {
  const said = headings[language];
  return `<section lang="${tags[language]}">
<h2>${marked(title[language])}</h2>
<h3>${said.cause}</h3><p>${marked(cause[language])}</p>
<h3>${said.remedy}</h3><p>${marked(remedy[language])}</p>
<p><small>${said.about}: ${about}</small></p>
</section>`;
};

/** Our own words: what could be read as markup is not, and \`code\` is shown as such. */
const marked = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>');
