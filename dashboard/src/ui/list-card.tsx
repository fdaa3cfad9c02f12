import type { ReactNode } from 'react';
import type { List } from '../api/query.js';
import { Answered } from './answered.js';
import { Card } from './page.js';
import { Empty } from './state.js';
import { DataTable, type TableColumn } from './table.js';

/** A list of things as the table of a page: a row for each, and the next page of them where there is one. */
export const ListCard = <T,>(props: {
  label: string;
  of: List<T>;
  /** Said where there is none. */
  none: string;
  columns: readonly TableColumn<T>[];
  keyOf: (item: T) => string;
  hrefOf?: (item: T) => string | undefined;
  /** What stands above the table, of what is in it. */
  above?: (items: readonly T[]) => ReactNode;
}) => {
  const { of, none, above, ...table } = props;
  return (
    <Answered of={of} empty={<Empty title={none} />}>
      {(items) => (
        <>
          {above?.(items)}
          <Card flush>
            <DataTable {...table} items={items} more={of.more} isFetchingMore={of.isFetchingMore} />
          </Card>
        </>
      )}
    </Answered>
  );
};
