/**
 * Words by or about a person, as an event holds them: in one place, so that sealing them per person changes nothing
 * around it. Until sealing works they lie plain.
 */
export type Sealed<Words extends object> = Readonly<{ plain: Readonly<Words> }>;

/** `sealed({ reason })`; what was not said is not there. */
export const sealed = <Words extends object>(words: Words): Sealed<Words> => ({ plain: words });
