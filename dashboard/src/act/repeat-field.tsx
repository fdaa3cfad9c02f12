import { parseDate } from '@internationalized/date';
import { useState } from 'react';
import { useWords } from '../i18n/language.js';
import type { Word } from '../i18n/catalogue.js';
import { Button } from '../ui/button.js';
import { DayField, TimeField } from '../ui/date-fields.js';
import { SomeField } from '../ui/choose-fields.js';
import { AmountField, ChoiceField } from '../ui/fields.js';
import { WordsField, type FieldProps } from '../ui/words-field.js';
import { ruleInWords } from '../ui/rule-in-words.js';
import {
  durationOf,
  endOf,
  firstDays,
  repeatOf,
  rhythms,
  ruleOf,
  weekdayIn,
  weekdays,
  type Repeat,
  type Weekday,
} from './repeat.js';

/** What the API takes: a rule of RFC 5545, and from when to when it is on each of its days. */
type Times = Readonly<{ from?: string; rrule?: string; start?: string; duration?: string; except?: readonly string[] }>;
type Props = FieldProps<unknown> & Readonly<{ mayBeEndless: boolean }>;

const rhythmWords: Readonly<Record<Repeat['rhythm'], Word>> = {
  day: 'act.everyDay',
  week: 'act.everyWeek',
  'two-weeks': 'act.everyTwoWeeks',
  'month-day': 'act.everyMonthDay',
  'month-weekday': 'act.everyMonthWeekday',
};
/** What is filled in at first. */
const begun = (mayBeEndless: boolean): Repeat => ({ ...nothing, ends: mayBeEndless ? 'never' : 'count' });
const nothing = {
  rhythm: 'week',
  days: [],
  from: undefined,
  ends: 'never',
  until: undefined,
  count: undefined,
} as const;
const [dates_shown, count_max] = [5, 200];
const aMonday = parseDate('2024-01-01');

/** The times of a series: they end. */
export const SeriesField = (props: FieldProps<unknown>) => <RepeatField {...props} mayBeEndless={false} />;
/** When something can be used: for as long as it is shared, unless an end is said. */
export const AvailabilityField = (props: FieldProps<unknown>) => <RepeatField {...props} mayBeEndless />;

/** When something comes again, filled in as people say it; the rule that is made of it is shown with its first dates. */
const RepeatField = ({ label, help, isRequired, value, onChange, mayBeEndless }: Props) => {
  const { t } = useWords();
  const times = (value ?? {}) as Times;
  const [repeat, setRepeat] = useState(() => (times.rrule ? repeatOf(times.rrule, times.from) : begun(mayBeEndless)));
  const [end, setEnd] = useState(() => times.start && times.duration && endOf(times.start, times.duration));
  const say = (next: Repeat | undefined, start: string | undefined, until: string | undefined) => {
    setRepeat(next);
    setEnd(until);
    const duration = start && until ? durationOf(start, until) : times.duration;
    onChange({ ...times, ...(next && { from: next.from, rrule: ruleOf(next) }), start, duration });
  };
  return (
    <fieldset>
      <legend>
        {label} {isRequired && <span className="mark soft">{t('act.required')}</span>}
      </legend>
      {help && <p className="small soft">{help}</p>}
      {repeat ? (
        <RepeatFields {...{ repeat, mayBeEndless }} onChange={(next) => say(next, times.start, end)} />
      ) : (
        <WordsField
          label={t('act.ownRule')}
          value={times.rrule}
          onChange={(rrule) => onChange({ ...times, rrule })}
          isRequired
        />
      )}
      <div className="both">
        <TimeField
          label={t('act.startsAt')}
          isRequired
          value={times.start}
          onChange={(start) => say(repeat, start, end)}
        />
        <TimeField
          label={t('act.endsAt')}
          isRequired
          value={end}
          onChange={(until) => say(repeat, times.start, until)}
        />
      </div>
      {repeat && <Made repeat={repeat} times={times} />}
      {!isRequired && value !== undefined && (
        <div>
          <Button look="plain" onPress={() => (setRepeat(begun(mayBeEndless)), setEnd(undefined), onChange(undefined))}>
            {t('act.remove')}
          </Button>
        </div>
      )}
    </fieldset>
  );
};

type Filled = Readonly<{ repeat: Repeat; mayBeEndless: boolean; onChange: (repeat: Repeat) => void }>;

const RepeatFields = ({ repeat, mayBeEndless, onChange }: Filled) => {
  const { t, weekdayOf } = useWords();
  const set = (changed: Partial<Repeat>) => onChange({ ...repeat, ...changed });
  const isWeekly = repeat.rhythm === 'week' || repeat.rhythm === 'two-weeks';
  const isMonthly = repeat.rhythm === 'month-day' || repeat.rhythm === 'month-weekday';
  /** Whoever says a first day means its weekday, until they say others; half typed, it is some other day for a while. */
  const begin = (from: string | undefined) => {
    const follows = repeat.days.every((day) => day === weekdayIn(repeat.from));
    set({ from, ...(isWeekly && follows && { days: weekdays.filter((day) => day === weekdayIn(from)) }) });
  };
  return (
    <>
      <ChoiceField
        label={t('act.repeats')}
        isRequired
        value={repeat.rhythm}
        onChange={(rhythm) => set({ rhythm: rhythms.find((each) => each === rhythm) ?? 'week' })}
        options={rhythms.map((id) => ({ id, label: t(rhythmWords[id]) }))}
      />
      <DayField
        label={t('act.firstDay')}
        isRequired={!mayBeEndless || isMonthly}
        value={repeat.from}
        onChange={begin}
      />
      {isWeekly && (
        <SomeField
          label={t('act.onDays')}
          isRequired
          isCompact
          value={[...repeat.days]}
          onChange={(days = []) => set({ days: days as Weekday[] })}
          options={weekdays.map((id, n) => ({ id, label: weekdayOf(aMonday.add({ days: n }).toString()) }))}
        />
      )}
      <EndFields {...{ repeat, mayBeEndless, onChange }} />
    </>
  );
};

/** After how many times, or with which day, it is over. */
const EndFields = ({ repeat, mayBeEndless, onChange }: Filled) => {
  const { t } = useWords();
  const { ends } = repeat;
  const choose = (next: string | undefined) =>
    onChange({ ...repeat, ends: next === 'until' || next === 'never' ? next : 'count' });
  const words = { never: 'act.never', count: 'act.afterTimes', until: 'act.withDay' } as const;
  const offered = (['count', 'until', ...(mayBeEndless ? (['never'] as const) : [])] as const).map((id) => ({ id, label: t(words[id]) })); // prettier-ignore
  return (
    <>
      <ChoiceField label={t('act.ends')} isRequired value={ends} onChange={choose} options={offered} />
      {ends === 'count' && (
        <AmountField
          label={t('act.howOften')}
          isRequired
          value={repeat.count}
          onChange={(count) => onChange({ ...repeat, count })}
          min={1}
          max={count_max}
        />
      )}
      {ends === 'until' && (
        <DayField
          label={t('act.lastDay')}
          isRequired
          value={repeat.until}
          onChange={(until) => onChange({ ...repeat, until })}
        />
      )}
    </>
  );
};

/** The rule that was made, as a sentence, and the first days on which it is. */
const Made = ({ repeat, times: { start, duration } }: { repeat: Repeat; times: Times }) => {
  const words = useWords();
  const { t, list, shortDay, weekdayOf } = words;
  const rrule = ruleOf(repeat);
  if (!rrule || !start || !duration) return null;
  const days = firstDays(repeat, dates_shown).map((day) => `${weekdayOf(day)} ${shortDay(day)}`);
  return (
    <p className="notice" role="status">
      <strong>{ruleInWords({ rrule, start, duration }, words)}</strong>
      {days.length > 0 && <small>{t('act.firstDates', { days: list(days) })}</small>}
    </p>
  );
};
