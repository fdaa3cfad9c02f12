import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import { More } from './more.js';

export type TableColumn<T> = Readonly<{
  name: string;
  /** The first column names the row, and leads to its page. */
  show: (item: T) => ReactNode;
  /** What stands behind the name, and leads elsewhere. */
  beside?: (item: T) => ReactNode;
  isNumber?: boolean;
  /**
   * Where a row is a card: it stands beside the name, or needs no label. Cards of a table that says so of any column take few
   * lines.
   */
  inCard?: 'beside' | 'plain';
}>;

type Rows<T> = Readonly<{
  label: string;
  items: readonly T[];
  columns: readonly TableColumn<T>[];
  keyOf: (item: T) => string;
  hrefOf?: (item: T) => string | undefined;
}>;

/**
 * Things in rows; each leads to its own page. On a narrow screen a row is a card: what is no table to the eye stays one to a
 * screen reader, by its roles. Native, since every list has one and nothing in it is edited.
 */
export const DataTable = <T,>({
  more,
  isFetchingMore = false,
  ...rows
}: Rows<T> & {
  /** Where there is more of the list. */
  more?: (() => void) | undefined;
  isFetchingMore?: boolean;
}) => (
  <div className="stack close">
    <div className="table-box">
      <table
        className={rows.columns.some(({ inCard }) => inCard) ? 'table close' : 'table'}
        role="table"
        aria-label={rows.label}
      >
        <thead role="rowgroup">
          <tr role="row">
            {rows.columns.map(({ name, isNumber }) => (
              <th key={name} role="columnheader" className={isNumber ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.items.map((item) => (
            <TableRow key={rows.keyOf(item)} item={item} columns={rows.columns} href={rows.hrefOf?.(item)} />
          ))}
        </tbody>
      </table>
    </div>
    <More of={{ more, isFetchingMore }} />
  </div>
);

const TableRow = <T,>({ item, columns, href }: Pick<Rows<T>, 'columns'> & { item: T; href: string | undefined }) => {
  const [named, ...others] = columns;
  if (!named) return null;
  return (
    <tr role="row" {...(href !== undefined && { className: 'leads', onClick: followRow })}>
      <th role="rowheader" scope="row">
        {href === undefined ? named.show(item) : <Link href={href}>{named.show(item)}</Link>} {named.beside?.(item)}
      </th>
      {others.map(({ name, show, isNumber, inCard }) => (
        <td key={name} role="cell" data-label={name} data-is={inCard} className={isNumber ? 'number' : undefined}>
          {show(item)}
        </td>
      ))}
    </tr>
  );
};

/** A click anywhere in a row is one on its link, with the keys that were held; what is chosen to be copied is no click. */
const followRow = (event: MouseEvent<HTMLTableRowElement>): void => {
  const { target, currentTarget, nativeEvent } = event;
  if (target instanceof Element && target.closest('a, button')) return;
  if (getSelection()?.isCollapsed === false) return;
  currentTarget.querySelector('a')?.dispatchEvent(new MouseEvent('click', nativeEvent));
};
