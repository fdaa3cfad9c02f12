import { decision, newId, StreamCommand } from '#event-sourcing';
import { unitOf } from '../access/actor.js';
import { IsId, OneOf, Optional, Text, Whole } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened, voices, type Voice } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class EvaluateProject extends StreamCommand {
  /** The caller's own id for the evaluation. */
  @Optional() @IsId() readonly evaluationId?: string;
  /** Whether the unit speaks for itself, or passes on what one whom it serves says: without a name. */
  @OneOf(voices) readonly voice: Voice;
  /** From 1, poor, to 5, excellent. */
  @Whole(1, 5) readonly score: number;
  @Optional() @Text(1, 4_000) readonly words?: string;
}

/**
 * When a project has been completed, each unit says once how good the outcome is, and passes on what those whom it
 * serves say, as many as they are and without their names. Thirty days later that is over.
 */
export const evaluateProject = decision(EvaluateProject, project, (command, project, issue) => {
  const { voice, score, words } = command;
  const { status, evaluations, evaluationClosed } = present(project);
  const unitId = unitOf(issue);
  const evaluationId = newId(issue, 'evaluation', command.evaluationId);
  const before = evaluations.get(evaluationId);
  if (before) {
    const same = before.unitId === unitId && before.voice === voice && before.score === score;
    return same ? [] : refuse('evaluation-id-taken');
  }
  const spoken = [...evaluations.values()].some((each) => each.voice === 'unit' && each.unitId === unitId);
  refuse.broken(
    evaluationClosed && 'evaluation-closed',
    !evaluationClosed && status !== 'completed' && ['project-not-completed', { stage: status }],
    voice === 'unit' && spoken && 'unit-has-evaluated',
  );
  const said = sealed({ ...(words !== undefined && { words }) });
  return [happened('ProjectEvaluated', { evaluationId, unitId, voice, score, sealed: said })];
});
