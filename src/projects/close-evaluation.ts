import { deadline, decision, StreamCommand } from '#event-sourcing';
import { happened, type ProjectEvent } from './events.js';
import { present, project } from './project.js';

const days = 30;

/** The clock's: the time to evaluate a project is over. */
export class CloseEvaluation extends StreamCommand {}

/** What was said counts: with an evaluation or more the project is evaluated, without one it stays completed. */
export const closeEvaluation = decision(CloseEvaluation, project, (_, project) => {
  const { status, evaluations, evaluationClosed } = present(project);
  if (status !== 'completed' || evaluationClosed) return [];
  const scores = [...evaluations.values()].reduce((sum, { score }) => sum + score, 0);
  return [happened('EvaluationClosed', { evaluations: evaluations.size, scores })];
});

/** A project is evaluated for thirty days from its completion on. */
export const evaluationCloses = deadline<ProjectEvent>('projects/evaluation-closes', closeEvaluation, {
  ProjectCompleted: ({ issue }) => new Date(Date.parse(issue.at) + days * 86_400_000).toISOString(),
  EvaluationClosed: () => null,
});
