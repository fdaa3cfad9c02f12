import { BadNote } from '#transparency-log';

/** What cannot be gone on with: nothing behind it could be told apart. */
export class Hopeless extends Error {
  constructor(
    readonly where: string,
    what: string,
  ) {
    super(what);
  }
}

/** Says where it was that something could not be read. */
export const at = <T>(where: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadNote || error instanceof SyntaxError) throw new Hopeless(where, error.message);
    throw error;
  }
};
