import { Refusal, type Decision, type Executor, type StreamCommand } from '#event-sourcing';
import type { DataSource } from 'typeorm';

/** What an answer came to that changed nothing. */
const nothing = 'nothing';

/**
 * Issues commands that nobody waits for, each once and for good: what is recorded is in the log, and what is refused or
 * changes nothing is kept here, so that it is not decided again when the world has moved on.
 */
export class Answers {
  constructor(
    private readonly executor: Executor,
    private readonly database: DataSource,
  ) {}

  /** @throws anything but a refusal: then nothing is decided yet, and it is to be issued again */
  async issue(answerer: string, decision: Decision, command: StreamCommand): Promise<void> {
    const { commandId, causationId, tenantId } = command.issue;
    const refused = await this.database.query('SELECT 1 FROM engine.refused_answer WHERE command_id = $1', [commandId]);
    if (refused.length > 0) return;
    const outcome = await this.executor.execute(decision, command).catch(refusalOf);
    if (outcome instanceof Refusal || !outcome.recorded) {
      const { code, data } = outcome instanceof Refusal ? outcome : { code: nothing, data: {} };
      const keep = `INSERT INTO engine.refused_answer (command_id, answerer, event_id, tenant_id, subject_id, command, code, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;
      const what = [command.subjectId, decision.command.name, code, JSON.stringify(data)];
      await this.database.query(keep, [commandId, answerer, causationId, tenantId, ...what]);
    }
  }
}

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  throw error;
};
