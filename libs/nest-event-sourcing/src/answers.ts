import { Refusal, type Decision, type Executor, type StreamCommand } from '#event-sourcing';
import type { DataSource } from 'typeorm';

/** Issues commands that nobody waits for. What is refused is kept with the reason, for good, and is not tried again. */
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
    try {
      await this.executor.execute(decision, command);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const keep = `INSERT INTO engine.refused_answer (command_id, answerer, event_id, tenant_id, subject_id, command, code, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;
      const what = [command.subjectId, decision.command.name, error.code, JSON.stringify(error.data)];
      await this.database.query(keep, [commandId, answerer, causationId, tenantId, ...what]);
    }
  }
}
