import { answering, TenantQuery } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import { In, type EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import { nameOf } from '../access/one-person.js';
import { PersonRow } from '../access/person-row.js';
import type { AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { IsInstant, ListOf, LocalText, OneOf, Optional, Words } from '../platform/fields.js';
import { told } from '../platform/sealed.js';
import { MeetingRow } from './meeting-rows.js';
import { MinutesRow } from './minutes-rows.js';
import { languages, minutesText, type Language, type MinutesFrame } from './minutes-text.js';
import { refuse } from './refusals.js';
import { UnitNameRow } from './unit-names.js';

/** What an officer has added to the draft. */
export class MinutesCorrection {
  @IsInstant() readonly at: string;
  @IsString() @SeenBy('member') readonly words: string;
}

/** The minutes of a meeting, and what the one who asks may do with them now. */
export class MinutesView extends MinutesRow {
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  @IsString() readonly timeZone: string;
  @Words() readonly place: LocalText;
  @ListOf([MinutesCorrection], { min: 0, max: 100_000 }) readonly corrections: readonly MinutesCorrection[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** In which language the text is wanted. */
export class MinutesTextQuery {
  /** As Accept-Language prefers, unless said. */
  @Optional() @OneOf(languages) readonly language?: Language;
}

/** What is written of a meeting? */
export class GetMinutes extends TenantQuery<Omit<MinutesView, 'said'>> {
  constructor(
    asked: AskedByAsker,
    readonly meetingId: string,
  ) {
    super(asked);
  }
}

export const getMinutes = answering(GetMinutes, async (db, { asked, meetingId }) => {
  const { minutes, frame } = await writtenOf(db, asked.tenantId, meetingId);
  const drafted = minutes.status === 'drafted';
  const acts = actsOf(asked.asker, `/v1/alliances/${asked.tenantId}/meetings/${meetingId}/minutes`, [
    ['CorrectMinutes', 'corrections', drafted],
    ['ApproveMinutes', 'approval', drafted],
  ]);
  return { ...minutes, ...frame, acts };
});

/** What a text of the minutes is made of: what people said, and their names, are sealed in it. */
export type MinutesParts = Readonly<{
  minutes: Omit<MinutesRow, 'said'>;
  frame: Omit<MinutesFrame, 'unitName' | 'personName' | 'approvedAt'>;
  unitNames: Readonly<Record<string, LocalText>>;
  names: Readonly<Record<string, string>>;
}>;

/** The minutes in words, once what is sealed in their parts is open. */
export const textOf = ({ minutes, frame, unitNames, names }: MinutesParts, language: Language): string => {
  const named = { unitName: (id: string) => unitNames[id], personName: (id: string) => names[id] };
  return minutesText(minutes, { ...frame, ...named, approvedAt: minutes.approvedAt }, language);
};

/** What is written of a meeting, for people to read? */
export class GetMinutesText extends TenantQuery<MinutesParts> {
  constructor(
    asked: AskedByAsker,
    readonly meetingId: string,
  ) {
    super(asked);
  }
}

export const getMinutesText = answering(GetMinutesText, async (db, { asked: { tenantId }, meetingId }) => {
  const { minutes, frame } = await writtenOf(db, tenantId, meetingId);
  const there = minutes.sittings.flatMap(({ present }) => present);
  const unitIds = [...new Set([...there, ...minutes.actions].map(({ unitId }) => unitId))];
  const personIds = [...new Set(there.map(({ personId }) => personId))];
  const units = await db.find(UnitNameRow, { where: { allianceId: tenantId, unitId: In(unitIds) } });
  const people = await db.find(PersonRow, { where: { allianceId: tenantId, personId: In(personIds) } });
  const unitNames = Object.fromEntries(units.map(({ unitId, name }) => [unitId, name]));
  const names = Object.fromEntries(people.map((row) => [row.personId, nameOf(row)]));
  return { minutes, unitNames, names, frame: { ...frame, corrections: frame.corrections.map(({ words }) => words) } };
});

const writtenOf = async (db: EntityManager, allianceId: string, meetingId: string) => {
  const meeting = (await db.findOneBy(MeetingRow, { meetingId, allianceId })) ?? refuse('meeting-not-found');
  const found = await db.createQueryBuilder(MinutesRow, 'row').addSelect('row.said').where({ meetingId }).getOne();
  if (!found || found.status === 'none') return refuse('minutes-not-drafted');
  const { said, ...minutes } = found;
  const { from, to, timeZone, place } = meeting;
  const corrections = said.map(({ at, sealed }) => ({ at, words: told(sealed, 'words') }));
  return { minutes, frame: { from, to, timeZone, place, corrections } };
};
