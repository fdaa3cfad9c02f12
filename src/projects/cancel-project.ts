import { decision, StreamCommand } from '#event-sourcing';
import { actsFor, inOffice } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { releaseAll } from './release.js';
import { isOver } from './stage.js';

export class CancelProject extends StreamCommand {
  @Text(1, 1_000) readonly reason: string;
}

/**
 * The proposer or the chair calls a project off, at any stage before its end, and says why. Every open pledge is
 * released with it, also where a delivery was reported and not confirmed.
 */
export const cancelProject = decision(CancelProject, project, ({ reason }, project, issue) => {
  const here = present(project);
  const may = actsFor(issue, here.receiver) || inOffice(issue, 'chair');
  if (may && here.status === 'cancelled') return [];
  refuse.broken(!may && 'project-not-yours', isOver(here.status) && ['project-over', { stage: here.status }]);
  return [...releaseAll(here, 'project-cancelled'), happened('ProjectCancelled', { sealed: sealed({ reason }) })];
});
