import type { INestApplication } from '@nestjs/common';
import { fieldsOf } from '../src/access/answer-sight.js';
import { operations, type Operation } from '../src/access/operations.js';
import type { Sight } from '../src/access/seen-by.js';
import { streamsSeen } from '../src/access/sight.js';
import { roleWords, whoMay, whoReads } from '../src/access/who-may.js';
import { routesOf } from '../src/platform/routes-of.js';
import type { Role } from '../src/access/permissions.js';

/** docs/access.md: the table of permissions and the sight of fields, in words. */
export const accessPage = (app: INestApplication): string =>
  [
    '# Who may do and read what · 谁可以做什么、看什么',
    `Made by \`npm run docs\` of the one table, \`src/access/permissions.ts\`, from which the guards, the API description and
the test matrix are derived as well. What is not in it, nobody may. 本页由权限总表自动生成；表中没有的，任何人都不可以做。`,
    `A role counts under a mandate in force, of a unit on the roll that is not suspended; an officer acts under a mandate
too, and the vice-chair also as the chair. A key does what its holder may, within its scopes: \`read\` for questions, for
acts the one that is named. What is for one unit only is answered with 404 to the people of others.
角色以有效授权为前提，所属单位须在册且未被暂停；任职者亦须持有授权，副主席可代行主席职权。密钥只在其权限范围内有效。`,
    ...[...new Set([...operations.values()].map(({ context }) => context))].flatMap(sectionOf),
    ...rolesAndOperations(),
    '## Fields that are not for all who may ask · 仅对部分人开放的字段',
    'For others they are null. Words by and about people, and ways to reach them, always say who reads them. 对其他人显示为空。',
    table(['field 字段', 'who reads it', '谁可以看'], [...sights(app)].map(([name, sight]) => [`\`${name}\``, whoReads(sight, 'en'), whoReads(sight, 'zh')])),
    '## Events · 事件',
    'Of every event one reads what happened, to what, when, by whom and under which mandate; never the words by or about people, and never the client. By the stream it is of, beside the operator: 任何人都看不到事件中由个人所说或有关个人的文字。',
    table(['stream 流', 'who reads its events 谁可以看'], Object.entries(streamsSeen).map(([stream, who]) => [`\`${stream}\``, who])),
  ].join('\n\n'); // prettier-ignore

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const sectionOf = (context: string): readonly string[] =>
  (['acts', 'asks'] as const).flatMap((kind) => {
    const lines = [...operations.values()].filter((each) => each.context === context && each.kind === kind);
    if (lines.length === 0) return [];
    const title = kind === 'acts' ? 'acts · 操作' : 'questions · 查询';
    const scope = lines.flatMap((each) => each.scope ?? [])[0];
    return [
      `## ${context}: ${title}`,
      ...(scope ? [`Scope · 权限范围: \`${scope}\``] : []),
      table(['operation 操作', 'who may', '谁可以'], lines.map((each) => [`\`${each.name}\``, whoMay(each, 'en'), whoMay(each, 'zh')])),
    ];
  }); // prettier-ignore

/** ● for any unit's thing, ○ for its own unit's only. */
const rolesAndOperations = (): readonly string[] => {
  const shown: readonly Role[] = [
    ...(['delegate', 'deputy', 'liaison', 'chair', 'vice-chair', 'secretary'] as const),
    ...(['suspended', 'applicant', 'auditor', 'operator', 'reaction', 'clock'] as const),
  ];
  const cell = ({ grants }: Operation, role: Role): string => {
    const held: readonly Role[] = role === 'vice-chair' ? [role, 'chair'] : [role];
    const theirs = grants.filter((grant) => held.includes(grant.role));
    return theirs.some(({ of }) => !of) ? '●' : theirs.length > 0 ? '○' : '';
  };
  const acts = [...operations.values()].filter(({ kind }) => kind === 'acts');
  return [
    '## Roles and acts · 角色与操作',
    '● for any unit’s thing, ○ for that of its own unit only. ● 对任何单位的事项，○ 仅对本单位的事项。',
    table(
      ['', ...shown.map((role) => `${role} ${roleWords[role].zh}`)],
      acts.map((each) => [`\`${each.name}\``, ...shown.map((role) => cell(each, role))]),
    ),
  ];
};

/** Every field that says who reads it, and that is not for every member. */
const sights = (app: INestApplication): ReadonlyMap<string, Sight> => {
  const found = new Map<string, Sight>();
  const seen = new Set<Function>();
  const walk = (of: Function): void => {
    if (seen.has(of)) return;
    seen.add(of);
    for (const { name, sight, of: nested } of fieldsOf(of).values()) {
      if (sight && !sight.roles.includes('member')) found.set(`${of.name}.${name}`, sight);
      if (nested) walk(nested);
    }
  };
  for (const { kind } of routesOf(app).values()) if (kind?.kind === 'answers') walk(kind.with);
  return found;
};
