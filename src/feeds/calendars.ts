import { States } from '#event-sourcing';
import { ReadModels, Time } from '#nest-event-sourcing';
import { Injectable, NotFoundException } from '@nestjs/common';
import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { roll } from '../access/standing.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { daysAfter, dayOf } from '../platform/days.js';
import { ProjectRow } from '../projects/project-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { FeedAddresses } from './addresses.js';
import { calendarFile, type Entry } from './calendar-file.js';
import { EntryRow } from './entry-rows.js';
import { FeedRow } from './feed-rows.js';

export const past_days = 92;
export const coming_days = 366;
const entries_max = 2_000;

/** What is when, as calendars read it. */
@Injectable()
export class Calendars {
  constructor(
    private readonly readModels: ReadModels,
    private readonly states: States,
    private readonly time: Time,
    private readonly addresses: FeedAddresses,
  ) {}

  /** @throws NotFoundException where the address leads nowhere, whyever */
  async file(token: string, base: string): Promise<Readonly<{ text: string; etag: string }>> {
    const feedId = this.addresses.feedIdOf(token);
    if (feedId === undefined) throw new NotFoundException();
    const { answer } = await this.readModels.ask(0, async (db) => {
      const feed = await db.findOneBy(FeedRow, { feedId, status: 'active' });
      if (!feed || !this.addresses.isOf(token, feed)) return undefined;
      const alliance = await db.findOneByOrFail(AllianceRow, { allianceId: feed.allianceId });
      const { timeZone } = alliance.charter;
      return { feed, alliance, timeZone, entries: await entriesOf(db, feed, this.time.now(), timeZone) };
    });
    if (!answer || !(await this.#isMember(answer.feed))) throw new NotFoundException();
    const { feed, alliance, timeZone, entries } = answer;
    const text = calendarFile(feed, alliance.name, timeZone, base, entries);
    return { text, etag: `"${hash('sha256', text, 'base64url').slice(0, 22)}"` };
  }

  /** Who has left sees nothing any more; who is suspended still reads. */
  async #isMember({ allianceId, unitId }: FeedRow): Promise<boolean> {
    return (await this.states.load(roll, allianceId, true)).state.units.has(unitId);
  }
}

/** From three months ago to a year from now, the oldest first; of too many, those that are nearest to come. */
const entriesOf = async (
  db: EntityManager,
  { allianceId, unitId, shows }: FeedRow,
  now: string,
  timeZone: string,
): Promise<readonly Entry[]> => {
  const [from, until] = [daysAfter(now, -past_days, timeZone), daysAfter(now, coming_days, timeZone)];
  const days = [from, until].map((each) => dayOf(each, timeZone));
  const of = (row: new () => object) => tableOf(db, row);
  const columns = db.connection.getMetadata(EntryRow).columns.map(({ propertyName }) => `e."${propertyName}"`);
  const entries: readonly Entry[] = await db.query(
    `SELECT ${columns.join(', ')}, coalesce(m.title, r.name, p.title, a.title) AS within
    FROM ${of(EntryRow)} e
    LEFT JOIN ${of(MotionRow)} m ON m."motionId" = e."subjectId"
    LEFT JOIN ${of(ResourceRow)} r ON r."resourceId" = e."subjectId"
    LEFT JOIN ${of(ProjectRow)} p ON p."projectId" = e."subjectId"
    LEFT JOIN ${of(ActionRow)} a ON a."actionId" = e."subjectId"
    WHERE e."allianceId" = $1 AND (e."from" >= $2 AND e."from" < $3 OR e.day >= $4 AND e.day < $5)
      AND ($6::text IS NULL OR $6 IN (e."unitId", e."otherUnitId", p.receiver)
        OR e."unitId" IS NULL AND e.kind IN ('meeting', 'hearing', 'vote-closes'))
    ORDER BY coalesce(e."from", e.day) DESC, e.kind, e."subjectId", e."partId" LIMIT ${entries_max}`,
    [allianceId, from, until, ...days, shows === 'unit' ? unitId : null],
  );
  return entries.toReversed();
};
