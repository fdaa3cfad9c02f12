import { useState } from 'react';
import { useFieldName } from '../../act/part-fields.js';
import type { Schemas } from '../../api/query.js';
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

/** The figures of the overview that are others: before, after, and the way between. */
export const FigureChanges = ({ of: changes }: { of: readonly Change[] }) => {
  const { t } = useWords();
  const [shown, setShown] = useState(step);
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
  const { t, value, number, measure } = useWords();
  const fieldName = useFieldName();
  const groups = group.split(', ').map((each) => (value(each) === each ? measure(each) : value(each)));
  const change = (after ?? 0) - (before ?? 0);
  return (
    <li>
      <span>
        {groups.join(' · ')}
        <small>
          {t(of[what])} · {figure.split('.').map(fieldName).join(' · ')}
        </small>
      </span>
      <span className="figures">
        {before === null ? '—' : number(before)} → <strong>{after === null ? '—' : number(after)}</strong>
      </span>
      <span className="figures soft">{`${change > 0 ? '+' : ''}${number(change)}`}</span>
    </li>
  );
};
