import type { ComponentProps, ReactNode } from 'react';
import { Acts } from '../../act/acts.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Filter } from '../../ui/filter.js';
import { ListCard } from '../../ui/list-card.js';
import { Page } from '../../ui/page.js';
import { CommitteeParts } from './parts.js';

type Props<T> = Omit<ComponentProps<typeof ListCard<T>>, 'label' | 'none' | 'hrefOf'> &
  Readonly<{
    part: 'motions' | 'meetings' | 'actions';
    /** Those by which it may be filtered. */
    statuses: readonly string[];
    /** What adds to the list. */
    act: string;
    /** Further filters. */
    children?: ReactNode;
  }>;

/** One of the committee's lists, by status; each row leads to the page of its thing. */
export const CommitteeListPage = <T,>({ part, statuses, act, children, keyOf, ...list }: Props<T>) => {
  const { t, value } = useWords();
  const { alliance } = useSession();
  const title = t(`committee.${part}`);
  return (
    <Page title={title} actions={<Acts of={alliance} only={[act]} />}>
      <CommitteeParts />
      <div className="filters">
        <Filter
          name="status"
          label={t('committee.status')}
          all={t('committee.anyStatus')}
          options={statuses.map((id) => ({ id, label: value(id) }))}
        />
        {children}
      </div>
      <ListCard
        {...list}
        label={title}
        none={t('committee.none')}
        keyOf={keyOf}
        hrefOf={(item) => `/committee/${part}/${keyOf(item)}`}
      />
    </Page>
  );
};
