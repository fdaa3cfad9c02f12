/** The connections of the log. */
export const LogPool = Symbol('the connections of the log');
