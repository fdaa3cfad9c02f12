import { KeyUseRow } from './key-uses.js';
import { PersonRow, PersonWriteRow } from './person-row.js';
import { SecretRow } from './secrets.js';

/** What stands beside the log: hashes of secrets, when keys were used, and people. */
export const accessTables = [SecretRow, KeyUseRow, PersonRow, PersonWriteRow];
