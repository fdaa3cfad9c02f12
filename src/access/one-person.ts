import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { IsId, IsInstant, ListOf, OrNull, Text } from '../platform/fields.js';
import { told } from '../platform/sealed.js';
import { Act, actsOf } from './acts.js';
import type { Contacts, PersonRow } from './person-row.js';
import type { Asker } from './principal.js';
import { SeenBy } from './seen-by.js';

const concerned = {
  en: 'the person, the people of the same unit, officers and the operator',
  zh: '本人、同一单位的人员、联席会议任职者和运营方',
};
/** A way to reach somebody. */
const Contact = (): PropertyDecorator => applyDecorators(IsString(), SeenBy({ where: concerned }));

/** A person: the name for every member, the contacts for those whom it concerns. */
export class PersonView {
  @IsId() readonly personId: string;
  @SeenBy('member') @Text(1, 200) readonly name: string;
  /** Null also where you may not see it. */
  @Contact() readonly phone: string | null;
  /** Null also where you may not see it. */
  @Contact() readonly email: string | null;
  /** When the person was erased: then there is no name any more, and this is said in its place. */
  @OrNull() @IsInstant() readonly erasedAt: string | null;
  @IsInt() readonly revision: number;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** @param isOurs whether the person is of the asker's unit */
export const viewFor = (asker: Asker, row: PersonRow, isOurs: boolean): PersonView => {
  const { personId, allianceId, revision, erasedAt } = row;
  const acts = actsOf(asker, `/v1/alliances/${allianceId}/people/${personId}`, [
    ['ChangePerson', 'change', erasedAt === null && mayChange(asker, row, isOurs)],
    ['ErasePerson', 'erasure', erasedAt === null],
  ]);
  const mine = row.sealed && maySee(asker, row, isOurs) ? row.sealed : undefined;
  const contacts = { phone: mine ? told<Contacts, 'phone'>(mine, 'phone') : null, email: mine ? told<Contacts, 'email'>(mine, 'email') : null }; // prettier-ignore
  return { personId, name: nameOf(row), ...contacts, erasedAt, revision, acts };
};

/** Sealed, for an answer; of who was erased, that they were. */
export const nameOf = ({ personId, sealed }: PersonRow): string =>
  told<Contacts, 'name'>(sealed ?? { of: personId, in: personId, box: { name: '' } }, 'name');

/** How to reach somebody is for the people of the same unit, for officers, the operator and the person. */
const maySee = (asker: Asker, row: PersonRow, isOurs: boolean): boolean => isOurs || isKeptBy(asker, row, isOurs);

/** Who somebody is, is corrected by the person, a delegate of the same unit, an officer or the operator. */
export const mayChange = (asker: Asker, row: PersonRow, isOurs: boolean): boolean =>
  isKeptBy(asker, row, isOurs) ||
  (isOurs && asker.standing.roles.some((role) => role === 'delegate' || role === 'suspended'));

/** A key of somebody's that another unit than theirs had made is not they. */
const isKeptBy = ({ principal, standing }: Asker, { personId }: PersonRow, isOurs: boolean): boolean => {
  if (principal.kind !== 'person') return principal.kind === 'operator';
  const isThem = principal.personId === personId && (principal.signedIn === true || isOurs);
  return isThem || standing.office !== undefined;
};
