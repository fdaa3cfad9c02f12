import { useSearchParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useList } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Status } from '../../ui/badge.js';
import { Filter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { Parts } from './parts.js';

const statuses = ['overdue', 'given', 'reported', 'declined', 'done'] as const;

/** What decisions gave the units to do. */
export const ActionsPage = () => {
  const { t, text, value, day } = useWords();
  const { alliance } = useSession();
  const [search] = useSearchParams();
  const status = statuses.find((each) => each === search.get('status'));
  const actions = useList('/v1/alliances/{allianceId}/actions', { status });
  return (
    <Page title={t('committee.actions')} actions={<Acts of={alliance} only={['GiveAction']} />}>
      <Parts />
      <Filter
        name="status"
        label={t('committee.status')}
        all={t('committee.anyStatus')}
        options={statuses.map((id) => ({ id, label: value(id) }))}
      />
      <Card flush>
        <Answered of={actions} empty={<Empty title={t('committee.none')} />}>
          {(items) => (
            <DataTable
              label={t('committee.actions')}
              items={items}
              keyOf={({ actionId }) => actionId}
              hrefOf={({ actionId }) => `/committee/actions/${actionId}`}
              columns={[
                { name: t('committee.action'), show: ({ title }) => text(title) },
                { name: t('committee.responsible'), show: ({ unitId }) => <UnitName id={unitId} plain /> },
                { name: t('committee.due'), show: ({ due }) => day(due) },
                { name: t('committee.status'), show: (action) => <Status of={action.status} /> },
              ]}
              more={actions.more}
              isFetchingMore={actions.isFetchingMore}
            />
          )}
        </Answered>
      </Card>
    </Page>
  );
};
