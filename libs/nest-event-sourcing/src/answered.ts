/** An answer, and the log position that it is of. */
export class Answered<Answer> {
  constructor(
    readonly answer: Answer,
    readonly position: number,
  ) {}
}
