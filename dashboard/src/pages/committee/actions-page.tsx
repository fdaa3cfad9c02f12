import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { CommitteeListPage } from './list-page.js';

const statuses = ['overdue', 'given', 'reported', 'declined', 'done'] as const;

/** What decisions gave the units to do. */
export const ActionsPage = () => {
  const { t, text, day } = useWords();
  const { unit } = useSession();
  const status = useFilter('status', statuses);
  const unitId = useFilter('unit', ['ours']) && unit?.unitId;
  const actions = useList('/v1/alliances/{allianceId}/actions', { status, unitId });
  return (
    <CommitteeListPage
      part="actions"
      act="GiveAction"
      statuses={statuses}
      of={actions}
      keyOf={({ actionId }) => actionId}
      columns={[
        { name: t('committee.action'), show: ({ title }) => text(title) },
        { name: t('committee.responsible'), show: (action) => <UnitName id={action.unitId} plain />, inCard: 'plain' },
        { name: t('committee.due'), show: ({ due }) => day(due) },
        { name: t('committee.status'), show: (action) => <Status of={action.status} />, inCard: 'beside' },
      ]}
    >
      {unit && (
        <Filter
          name="unit"
          label={t('committee.responsible')}
          all={t('common.allUnits')}
          options={[{ id: 'ours', label: t('common.ours') }]}
        />
      )}
    </CommitteeListPage>
  );
};
