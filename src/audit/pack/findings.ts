/** Something that is not as it was signed: where, and what. */
export type Finding = Readonly<{ where: string; what: string }>;

const named_max = 100;

/** What was found: the first hundred by name, and how many there are. */
export class Findings {
  readonly named: Finding[] = [];
  count = 0;

  add(where: string, what: string): void {
    this.count++;
    if (this.named.length < named_max) this.named.push({ where, what });
  }
}
