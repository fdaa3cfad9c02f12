import type { ReactNode } from 'react';
import type { List } from '../api/query.js';
import { Answered } from './answered.js';
import { More } from './more.js';
import { Card } from './page.js';

/** A list as lines of a card; each line is a component of its own. Without `none` an empty list shows nothing at all. */
export const LinesCard = <T,>(props: {
  title: string;
  of: List<T>;
  none?: string;
  beside?: ReactNode;
  line: (item: T) => ReactNode;
}) => {
  const { title, of, none, beside, line } = props;
  if (none === undefined && !of.data?.length) return null;
  return (
    <Card title={title} beside={beside}>
      <Answered of={of} empty={<p className="small soft">{none}</p>}>
        {(items) => <ul className="lines">{items.map(line)}</ul>}
      </Answered>
      <More of={of} />
    </Card>
  );
};
