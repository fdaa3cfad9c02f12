import type { LocalText } from '../platform/fields.js';
import type { Minutes, MinutesItem, MinutesMotion, MinutesSitting } from './minutes.js';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** What minutes say beside the facts: where and when, what was added, and how units and people are called. */
export type MinutesFrame = Readonly<{
  from: string;
  to: string;
  timeZone: string;
  place: LocalText;
  approvedAt: string | null;
  corrections: readonly string[];
  unitName: (unitId: string) => LocalText | undefined;
  personName: (personId: string) => string | undefined;
}>;

const words = {
  zh: {
    title: '联席会议纪要',
    draft: '草稿',
    approved: (at: string) => `通过于 ${at}`,
    time: '时间',
    place: '地点',
    attendance: '到会',
    sitting: (n: number) => `第 ${n} 次会议`,
    counted: (there: number, of: number, percent: number) => `应到 ${of} 个单位，实到 ${there} 个（法定 ${percent}%）`,
    columns: ['单位', '代表', '到会时间'],
    agenda: '议程',
    kinds: { motion: '议题', review: '决议复议', action: '督办事项', finding: '审计发现', other: '其他' },
    decisions: '表决',
    results: { carried: '通过', lost: '未通过', 'quorum-missed': '未达法定票数，可再次提交表决' },
    tally: (t: MinutesMotion['tally']) =>
      `应表决 ${t.entitled}，已表决 ${t.ballots}：赞成 ${t.for}，反对 ${t.against}，弃权 ${t.abstain}`,
    review: (day: string) => `复议日期：${day}`,
    actions: '督办事项',
    actionColumns: ['事项', '承办单位', '期限'],
    corrections: '更正与补充',
    none: '无',
    locale: 'zh-CN',
    colon: '：',
  },
  en: {
    title: 'Minutes of the joint committee',
    draft: 'draft',
    approved: (at: string) => `approved on ${at}`,
    time: 'Time',
    place: 'Place',
    attendance: 'Attendance',
    sitting: (n: number) => `Sitting ${n}`,
    counted: (there: number, of: number, percent: number) => `${there} of ${of} units were there (quorum ${percent}%)`,
    columns: ['Unit', 'Represented by', 'Since'],
    agenda: 'Agenda',
    kinds: { motion: 'Motion', review: 'Review of a decision', action: 'Action', finding: 'Finding', other: 'Other' },
    decisions: 'Votes',
    results: { carried: 'carried', lost: 'lost', 'quorum-missed': 'too few ballots: it may be put again' },
    tally: (t: MinutesMotion['tally']) =>
      `${t.ballots} of ${t.entitled} ballots: ${t.for} for, ${t.against} against, ${t.abstain} abstained`,
    review: (day: string) => `To be looked at again on ${day}`,
    actions: 'Actions',
    actionColumns: ['What', 'Who', 'Until'],
    corrections: 'Corrections and additions',
    none: 'None',
    locale: 'en-GB',
    colon: ': ',
  },
} as const;

/** Minutes as Markdown, for people. The same facts and names give the same text. */
export const minutesText = (minutes: Minutes, frame: MinutesFrame, language: Language): string => {
  const say = words[language];
  const at = clockOf(frame.timeZone, say.locale);
  const status = frame.approvedAt === null ? say.draft : say.approved(at(frame.approvedAt));
  const blocks: readonly (readonly string[])[] = [
    [`# ${say.title} (${status})`],
    [
      `- ${say.time}${say.colon}${at(frame.from)} – ${at(frame.to)} (${frame.timeZone})`,
      `- ${say.place}${say.colon}${textOf(frame.place, language)}`,
    ],
    [`## ${say.attendance}`],
    ...minutes.sittings.flatMap((each) => sittingText(each, frame, language)),
    [`## ${say.agenda}`],
    listed(minutes.agenda.map((item, n) => itemText(item, n + 1, language)), say.none), // prettier-ignore
    [`## ${say.decisions}`],
    ...(minutes.motions.length === 0 ? [[say.none]] : minutes.motions.map((each) => motionText(each, language))),
    [`## ${say.actions}`],
    minutes.actions.length === 0
      ? [say.none]
      : tableOf(
          say.actionColumns,
          minutes.actions.map(({ title, unitId, due }) => [textOf(title, language), unitText(unitId, frame, language), due]), // prettier-ignore
        ),
    ...(frame.corrections.length === 0 ? [] : [[`## ${say.corrections}`], ...frame.corrections.map(quoted)]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

const sittingText = (sitting: MinutesSitting, frame: MinutesFrame, language: Language) => {
  const say = words[language];
  const at = clockOf(frame.timeZone, say.locale);
  const rows = sitting.present.map((each) => [
    unitText(each.unitId, frame, language),
    escaped(frame.personName(each.personId) ?? '—'),
    at(each.at),
  ]);
  return [
    [`### ${say.sitting(sitting.sitting)}`],
    [say.counted(rows.length, sitting.entitled, sitting.quorumPercent)],
    tableOf(say.columns, rows),
  ];
};

const itemText = ({ kind, id, title }: MinutesItem, n: number, language: Language): string =>
  `${n}. ${words[language].kinds[kind]}${words[language].colon}${title ? textOf(title, language) : (id ?? '—')}`;

const motionText = ({ title, result, tally, reviewOn }: MinutesMotion, language: Language): readonly string[] => {
  const say = words[language];
  return [
    `### ${textOf(title, language)}`,
    '',
    `- **${say.results[result]}**`,
    `- ${say.tally(tally)}`,
    ...(reviewOn === null ? [] : [`- ${say.review(reviewOn)}`]),
  ];
};

const tableOf = (columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

const listed = (lines: readonly string[], none: string): readonly string[] => (lines.length > 0 ? lines : [none]);

const unitText = (unitId: string, { unitName }: MinutesFrame, language: Language): string => {
  const name = unitName(unitId);
  return name ? textOf(name, language) : unitId;
};

/** A member's words in the language that is asked for, or else in the other one. */
const textOf = (text: LocalText, language: Language): string =>
  escaped(text[language] ?? text[language === 'zh' ? 'en' : 'zh'] ?? '');

/** What people wrote is text, and no mark-up, in one line. */
const escaped = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!]/g, '\\$&');

const quoted = (text: string): readonly string[] => text.split(/\r\n|[\n\r]/).map((line) => `> ${escaped(line)}`);

const clockOf = (timeZone: string, locale: string): ((instant: string) => string) => {
  const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' });
  return (instant) => format.format(new Date(instant));
};
