/** An event on its way to the stand-in. */
export type Proposed = Readonly<{ id: string; type: string; data: Uint8Array; metadata: Uint8Array }>;

/** An event in the stand-in. `created`: milliseconds since 1970. */
export type RecordedRecord = Proposed &
  Readonly<{ stream: string; revision: number; position: number; created: number }>;
