/** What a log can do beyond what every log does. Only what it can is asked of it. */
export type Abilities = Readonly<{
  /** Positions count 1, 2, 3 …, without gaps. */
  dense: boolean;
  /** Conditions on other streams are checked in the same instant as the append; if not, then as far as one store sees. */
  conditionsAtomic: boolean;
  /** Each `open` gives another store on one log, as several processes have. */
  shared: boolean;
}>;
