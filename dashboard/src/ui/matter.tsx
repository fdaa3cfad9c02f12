import { Link } from 'wouter';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Badge } from './badge.js';
import { pageOf, UnitName } from './links.js';

type Matter = Schemas['OpenMatter'];

/** When its time is over, as people say it, and exactly for who looks closer. */
export const Due = ({ of }: { of: Pick<Matter, 'due' | 'dueOn' | 'urgency'> }) => {
  const { t, day, when, ago } = useWords();
  const { due, dueOn, urgency } = of;
  if (!due && !dueOn) return null;
  const exact = dueOn ? day(dueOn) : when(due ?? '');
  const text = t('matters.dueWhen', { when: due ? ago(due) : exact });
  return (
    <Badge tone={urgency === 'late' ? 'late' : urgency === 'soon' ? 'soon' : 'quiet'}>
      <time dateTime={due ?? dueOn ?? ''} title={exact}>
        {text}
      </time>
    </Badge>
  );
};

/** What is open, of what, for whom, where that is not said already: leads to the thing. */
export const MatterLine = ({ matter, isOurs = false }: { matter: Matter; isOurs?: boolean }) => {
  const { t, text, value, amount } = useWords();
  const { kind, subject, within, unitId, quantity, unitOfMeasure, href } = matter;
  const about = [
    within && within.id !== subject.id && text(within.title) !== text(subject.title) && text(within.title),
    quantity !== null && unitOfMeasure !== null && amount(quantity, unitOfMeasure),
  ];
  return (
    <li>
      <span>
        <Link href={pageOf(href)}>{text(subject.title)}</Link>
        <small>
          {[value(kind), ...about].filter(Boolean).join(' · ')}
          {!isOurs && (
            <>
              {' · '}
              {unitId ? <UnitName id={unitId} plain /> : t('overview.anybody')}
            </>
          )}
        </small>
      </span>
      <Due of={matter} />
    </li>
  );
};
