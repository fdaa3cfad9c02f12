import { useState } from 'react';
import type { Schemas } from '../../api/query.js';
import { useSaid } from '../../explain/said.js';
import type { Word } from '../../i18n/catalogue.js';
import { useWords } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/page.js';

type Change = Schemas['FigureChange'];
const step = 15;

const of = {
  units: 'navigation.units',
  resources: 'navigation.resources',
  projects: 'navigation.projects',
  requirements: 'audit.requirements',
} as const satisfies Readonly<Record<Change['of'], Word>>;

/** What the overview calls its figures. */
const words: Readonly<Record<string, Word>> = {
  count: 'overview.count',
  quantity: 'audit.quantity',
  paused: 'audit.paused',
  allocated: 'audit.allocated',
  needed: 'projects.needed',
  pledged: 'overview.pledged',
  delivered: 'overview.delivered',
  short: 'overview.missing',
  requirements: 'audit.requirements',
  'last30Days.percent': 'overview.last30',
  'next7Days.percent': 'overview.next7',
  'stock.percent': 'explain.stock',
};
const amounts = ['quantity', 'allocated', 'needed', 'pledged', 'delivered', 'short'];

/** What stands on the overview; that something is nothing which was not there before is no change to a reader. */
const isShown = ({ figure, before, after }: Change): boolean => figure in words && (before ?? 0) !== (after ?? 0);

/** The figures of the overview that are others: before, after, and the way between. */
export const FigureChanges = ({ of: all }: { of: readonly Change[] }) => {
  const { t } = useWords();
  const [shown, setShown] = useState(step);
  const changes = all.filter(isShown);
  return (
    <Card title={t('audit.figures')}>
      {changes.length === 0 && <p className="soft">{t('audit.noFigures')}</p>}
      <ul className="lines">
        {changes.slice(0, shown).map((change) => (
          <Line key={`${change.of} ${change.group} ${change.figure}`} of={change} />
        ))}
      </ul>
      {changes.length > shown && (
        <div className="more">
          <Button onPress={() => setShown(shown + step)}>{t('common.showMore')}</Button>
        </div>
      )}
    </Card>
  );
};

const Line = ({ of: { of: what, group, figure, before, after } }: { of: Change }) => {
  const { t, value, measure } = useWords();
  const say = useSaid();
  const groups = group.split(', ');
  const unit = figure.endsWith('.percent') ? '%' : amounts.includes(figure) ? groups.at(-1) : undefined;
  const word = words[figure];
  const change = (after ?? 0) - (before ?? 0);
  return (
    <li>
      <span>
        {groups.map((each) => (value(each) === each ? measure(each) : value(each))).join(' · ')}
        <small>
          {t(of[what])} {word && ` · ${t(word)}`}
        </small>
      </span>
      <span className="figures">
        {before === null ? '—' : say(before, unit)} → <strong>{after === null ? '—' : say(after, unit)}</strong>
      </span>
      <span className="figures soft">{`${change > 0 ? '+' : ''}${say(change, unit)}`}</span>
    </li>
  );
};
