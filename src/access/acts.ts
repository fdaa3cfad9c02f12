import { IsString } from 'class-validator';
import { grants } from './operations.js';
import type { Asker } from './principal.js';

/** Something that the caller may do with a thing now: POST to `href`. */
export class Act {
  /** The command's name, such as MakePledge. */
  @IsString() readonly act: string;
  @IsString() readonly href: string;
}

/** A command, the path of its route below the thing's own, and whether the thing's state and the asker's unit allow it. */
export type Candidate = readonly [command: string, path: string, possible: boolean];

/** The candidates that are possible and that the asker's mandate or office allows. */
export const actsOf = ({ standing }: Asker, href: string, candidates: readonly Candidate[]): readonly Act[] =>
  candidates
    .filter(([command, , possible]) => possible && grants(command, standing.roles))
    .map(([act, path]) => ({ act, href: path === '' ? href : `${href}/${path}` }));
