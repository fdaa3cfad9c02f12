import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components';
import { useLocation } from 'wouter';
import { More } from './more.js';

export type TableColumn<T> = Readonly<{
  name: string;
  /** The first column names the row. */
  show: (item: T) => ReactNode;
  isNumber?: boolean;
}>;

/** Things in rows; each leads to its own page. On a narrow screen a row is a card. */
export const DataTable = <T,>(props: {
  label: string;
  items: readonly T[];
  columns: readonly TableColumn<T>[];
  keyOf: (item: T) => string;
  hrefOf?: (item: T) => string | undefined;
  /** Where there is more of the list. */
  more?: (() => void) | undefined;
  isFetchingMore?: boolean;
}) => {
  const { label, items, columns, keyOf, hrefOf, more, isFetchingMore = false } = props;
  const [, navigate] = useLocation();
  const open = (key: string | number) => {
    const item = items.find((each) => keyOf(each) === key);
    const href = item === undefined ? undefined : hrefOf?.(item);
    if (href !== undefined) navigate(href);
  };
  return (
    <div className="stack close">
      <div className="table-box">
        <Table className="table" aria-label={label} {...(hrefOf && { onRowAction: open })}>
          <TableHeader>
            {columns.map(({ name, isNumber }, n) => (
              <Column key={name} id={name} isRowHeader={n === 0} {...(isNumber && { className: 'number' })}>
                {name}
              </Column>
            ))}
          </TableHeader>
          <TableBody>
            {items.map((item) => (
              <Row key={keyOf(item)} id={keyOf(item)} {...(hrefOf && { 'data-href': hrefOf(item) })}>
                {columns.map(({ name, show, isNumber }) => (
                  <Cell key={name} data-label={name} {...(isNumber && { className: 'number' })}>
                    {show(item)}
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
      <More of={{ more, isFetchingMore }} />
    </div>
  );
};
