import type { Operation } from './operations.js';
import { parties, type Party, type Role } from './permissions.js';
import type { Sight } from './seen-by.js';

type Words = Readonly<{ en: string; zh: string }>;
type Language = keyof Words;

/** Each role in words. */
export const roleWords: Readonly<Record<Role, Words>> = {
  delegate: { en: 'delegate', zh: '代表' },
  deputy: { en: 'deputy', zh: '副代表' },
  liaison: { en: 'liaison', zh: '联络员' },
  chair: { en: 'chair', zh: '主席' },
  'vice-chair': { en: 'vice-chair', zh: '副主席' },
  secretary: { en: 'secretary', zh: '秘书' },
  member: { en: 'anybody under a mandate', zh: '持有有效授权者' },
  suspended: { en: 'delegate under suspension', zh: '被暂停期间的代表' },
  applicant: { en: 'applicant', zh: '申请单位' },
  auditor: { en: 'auditor', zh: '审计者' },
  operator: { en: 'operator', zh: '运营方' },
  reaction: { en: 'the system, in answer to what happened', zh: '系统（因事件而自动执行）' },
  clock: { en: 'the system, when the time has come', zh: '系统（到期自动执行）' },
  known: { en: 'whoever says who they are', zh: '任何已验证身份者' },
  anyone: { en: 'anyone', zh: '任何人' },
};

const listed = (items: readonly string[], language: Language): string => {
  if (language === 'zh') return items.join('、');
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
};
const ofParty = (roles: string, party: Party, language: Language): string =>
  language === 'zh' ? `${parties[party].zh}的${roles}` : `${roles} of ${parties[party].en}`;

/** Who may, in a phrase for each of those whose thing it is, and one for everybody else. */
export const whoMay = ({ grants }: Operation, language: Language): string => {
  const of = [undefined, ...new Set(grants.flatMap(({ of }) => of ?? []))];
  const phrases = of.flatMap((party) => {
    const roles = grants.filter((grant) => grant.of === party).map(({ role }) => roleWords[role][language]);
    if (roles.length === 0) return [];
    return party ? [ofParty(listed(roles, language), party, language)] : [listed(roles, language)];
  });
  return phrases.reverse().join(language === 'zh' ? '；' : '; ');
};

/** Who reads a field, in words. */
export const whoReads = ({ roles, units, where }: Sight, language: Language): string => {
  const people = units.map((unit) =>
    language === 'zh' ? `字段 ${unit} 所指单位的人员` : `people of the unit in \`${unit}\``,
  );
  const others = roles.map((role) => roleWords[role][language]);
  return listed([...people, ...others, ...(where ? [where[language]] : [])], language);
};
