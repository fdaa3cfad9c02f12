/** The connections of the log. */
export const LogPool = Symbol('the connections of the log');
/** The log as it is stored: what `openLog` gave. */
export const OpenedLog = Symbol('the log as it is stored');
