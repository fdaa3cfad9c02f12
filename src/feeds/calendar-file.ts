import type { LocalText } from '../platform/fields.js';
import type { EntryKind, EntryRow } from './entry-rows.js';
import type { Language } from './events.js';
import type { FeedRow } from './feed-rows.js';
import { component, date, text, utc, type Property } from './ical.js';

/** An entry, and what it belongs to: the motion, the resource, the project. */
export type Entry = EntryRow & Readonly<{ within: LocalText | null }>;

const kinds: Readonly<Record<EntryKind, Readonly<Record<Language, string>>>> = {
  meeting: { en: 'Joint committee', zh: '联席会议' },
  hearing: { en: 'Hearing', zh: '听证' },
  'vote-closes': { en: 'Vote closes', zh: '表决截止' },
  booking: { en: 'Booked', zh: '预约' },
  'action-due': { en: 'Action due', zh: '督办到期' },
  'requirement-due': { en: 'Needed by today', zh: '需求到期' },
  'milestone-due': { en: 'Milestone', zh: '里程碑' },
  'pledge-until': { en: 'Pledge ends', zh: '认领到期' },
};

/** Who follows a link in their calendar is a person, so it leads to the dashboard's page. */
const pages: Readonly<Record<EntryKind, (subjectId: string, partId: string) => string>> = {
  meeting: (id) => `committee/meetings/${id}`,
  hearing: (id) => `committee/motions/${id}`,
  'vote-closes': (id) => `committee/motions/${id}`,
  booking: (id, part) => `resources/${id}/bookings/${part}`,
  'action-due': (id) => `committee/actions/${id}`,
  'requirement-due': (id) => `projects/${id}`,
  'milestone-due': (id) => `projects/${id}`,
  'pledge-until': (id) => `projects/${id}`,
};
/** The title of these is where they are. */
const gatherings: readonly EntryKind[] = ['meeting', 'hearing'];

/** Readers are asked to come again after this time. */
const again = 'PT15M';

/**
 * A feed as an iCalendar file, RFC 5545 and 7986. The same entries are the same file, to the byte.
 *
 * @param base where the dashboard is, such as https://example.org
 */
export const calendarFile = (feed: FeedRow, name: LocalText, timeZone: string, base: string, entries: readonly Entry[]): string => {
  const of = { zh: '联建日历', en: 'Lianjian calendar' }[feed.language];
  const title = text(`${said(name, feed.language)} · ${feed.shows === 'unit' ? feed.label : of}`);
  const properties: readonly Property[] = [
    ['VERSION', '2.0'],
    ['PRODID', `-//Lianjian//Calendar feed//${feed.language.toUpperCase()}`],
    ['CALSCALE', 'GREGORIAN'],
    ['NAME', title],
    ['X-WR-CALNAME', title],
    ['X-WR-TIMEZONE', timeZone],
    ['REFRESH-INTERVAL;VALUE=DURATION', again],
    ['X-PUBLISHED-TTL', again],
  ];
  return component('VCALENDAR', properties, entries.map((entry) => event(entry, feed, base)));
}; // prettier-ignore

const event = (entry: Entry, { language, allianceId }: FeedRow, base: string): string => {
  const { kind, subjectId, partId, from, to, day, status, sequence, modifiedAt, title, within } = entry;
  const isGathering = gatherings.includes(kind);
  const about = [...(isGathering ? [] : [said(title, language)]), ...(within ? [said(within, language)] : [])];
  const summary = [kinds[kind][language], about.filter(Boolean).join(' · ')].filter(Boolean).join(language === 'zh' ? '：' : ': '); // prettier-ignore
  const at: readonly Property[] =
    day !== null
      ? [['DTSTART;VALUE=DATE', date(day)]]
      : [['DTSTART', utc(from ?? '')], ...(to ? [['DTEND', utc(to)] as const] : [])];
  return component('VEVENT', [
    ['UID', `${kind}.${subjectId}${partId && `.${partId}`}@${allianceId}`],
    ['SEQUENCE', String(sequence)],
    ['DTSTAMP', utc(modifiedAt)],
    ['LAST-MODIFIED', utc(modifiedAt)],
    ...at,
    [`SUMMARY;LANGUAGE=${language}`, text(summary)],
    ...(isGathering ? [[`LOCATION;LANGUAGE=${language}`, text(said(title, language))] as const] : []),
    ['STATUS', status.toUpperCase()],
    ['TRANSP', day !== null || kind === 'vote-closes' || status === 'cancelled' ? 'TRANSPARENT' : 'OPAQUE'],
    ['URL', `${base}/a/${allianceId}/${pages[kind](subjectId, partId)}`],
  ]);
};

/** A member's words in the feed's language, or else in the other one. */
const said = ({ zh = '', en = '' }: LocalText, language: Language): string => (language === 'zh' ? zh || en : en || zh);
