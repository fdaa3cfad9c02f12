import {
  parseAbsolute,
  parseDate,
  parseTime,
  toCalendarDate,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date';
import { useState, type FocusEvent, type ReactNode } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
  TimeField as AriaTimeField,
} from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Framed } from './fields.js';
import type { FieldProps } from './words-field.js';
import { Icon } from './icon.js';
import { useTakenUp, type Begins } from './taken-up.js';

const PickDate = ({ begins }: { begins?: Begins | undefined }) => {
  const { t } = useWords();
  const group = useTakenUp(begins);
  return (
    <>
      <Group ref={group}>
        <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
        <AriaButton aria-label={t('act.choose')}>
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      <Popover className="popover">
        <Dialog>
          <Calendar>
            <header>
              <AriaButton slot="previous" className="button plain icon-only">
                <Icon name="back" />
              </AriaButton>
              <Heading />
              <AriaButton slot="next" className="button plain icon-only">
                <Icon name="next" />
              </AriaButton>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </>
  );
};

/** What is begun and left without an end has no value: that is said at the field, once one goes on. */
const useUnfinished = () => {
  const [isUnfinished, set] = useState(false);
  const onBlur = ({ currentTarget }: FocusEvent<Element>) => {
    const parts = [...currentTarget.querySelectorAll('[role=spinbutton]')];
    const empty = parts.filter((part) => part.hasAttribute('data-placeholder')).length;
    set(empty > 0 && empty < parts.length);
  };
  return { isUnfinished, onBlur };
};

const Whole = ({
  of,
  isUnfinished,
  children,
}: {
  of: FieldProps<string>;
  isUnfinished: boolean;
  children: ReactNode;
}) => {
  const { t } = useWords();
  return (
    <Framed of={of}>
      {children}
      {isUnfinished && !of.value && (
        <span className="fault" role="alert">
          {t('act.unfinished')}
        </span>
      )}
    </Framed>
  );
};

/** A day, such as 2026-11-23. */
export const DayField = (props: FieldProps<string> & { begins?: Begins }) => {
  const { isUnfinished, onBlur } = useUnfinished();
  return (
    <DatePicker<CalendarDate>
      className="field"
      shouldForceLeadingZeros
      value={props.value ? parseDate(props.value) : null}
      onChange={(day) => props.onChange(day ? toCalendarDate(day).toString() : undefined)}
      onBlur={onBlur}
    >
      <Whole of={props} isUnfinished={isUnfinished}>
        <PickDate begins={props.begins} />
      </Whole>
    </DatePicker>
  );
};

/** A time of day, such as 09:00. */
export const TimeField = (props: FieldProps<string>) => {
  const { isUnfinished, onBlur } = useUnfinished();
  return (
    <AriaTimeField
      className="field"
      hourCycle={24}
      shouldForceLeadingZeros
      value={props.value ? parseTime(props.value) : null}
      onChange={(time) => props.onChange(time ? time.toString().slice(0, 5) : undefined)}
      onBlur={onBlur}
    >
      <Whole of={props} isUnfinished={isUnfinished}>
        <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
      </Whole>
    </AriaTimeField>
  );
};

/** An instant, shown and said on the alliance's clocks, kept in UTC. */
export const InstantField = (props: FieldProps<string>) => {
  const { timeZone } = useWords();
  const { isUnfinished, onBlur } = useUnfinished();
  const next = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString();
  return (
    <DatePicker<ZonedDateTime>
      className="field"
      granularity="minute"
      hideTimeZone
      hourCycle={24}
      shouldForceLeadingZeros
      placeholderValue={parseAbsolute(next, timeZone)}
      value={props.value ? parseAbsolute(props.value, timeZone) : null}
      onChange={(instant) => props.onChange(instant ? instant.toDate().toISOString() : undefined)}
      onBlur={onBlur}
    >
      <Whole of={props} isUnfinished={isUnfinished}>
        <PickDate />
      </Whole>
    </DatePicker>
  );
};
