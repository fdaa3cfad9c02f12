import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useUnits } from '../../ui/links.js';

/** What things are called, by id: the latest of each kind, in one question each. */
export const useNames = (): ((id: string) => string | undefined) => {
  const { text, dayOf } = useWords();
  const units = useUnits();
  const { data: projects = [] } = useList('/v1/alliances/{allianceId}/projects', { limit: 100 });
  const { data: motions = [] } = useList('/v1/alliances/{allianceId}/motions', { limit: 100 });
  const { data: meetings = [] } = useList('/v1/alliances/{allianceId}/meetings', { limit: 100 });
  const { data: actions = [] } = useList('/v1/alliances/{allianceId}/actions', { limit: 100 });
  const { data: resources = [] } = useList('/v1/alliances/{allianceId}/resources', { limit: 100 });
  const names = new Map([
    ...[...units].map(([id, { name }]) => [id, text(name)] as const),
    ...projects.map(({ projectId, title }) => [projectId, text(title)] as const),
    ...motions.map(({ motionId, title }) => [motionId, text(title)] as const),
    ...meetings.map(({ meetingId, from }) => [meetingId, dayOf(from)] as const),
    ...actions.map(({ actionId, title }) => [actionId, text(title)] as const),
    ...resources.map(({ resourceId, name }) => [resourceId, text(name)] as const),
  ]);
  return (id) => names.get(id);
};
