import { IsEmail } from 'class-validator';
import { IsId, Optional, OrNull, Text } from '../platform/fields.js';

/** Who somebody is, and how to reach them. */
export class RegisterPerson {
  /** The caller's own id for the person. */
  @Optional() @IsId() readonly personId?: string;
  @Text(1, 200) readonly name: string;
  @Optional() @Text(1, 60) readonly phone?: string;
  @Optional() @IsEmail() @Text(3, 200) readonly email?: string;
}

/** What of a person is otherwise now, or was wrong; what is left out stays, and null takes a contact away. */
export class ChangePerson {
  @Optional() @Text(1, 200) readonly name?: string;
  @Optional() @OrNull() @Text(1, 60) readonly phone?: string | null;
  @Optional() @OrNull() @IsEmail() @Text(3, 200) readonly email?: string | null;
}
