import { startTransition, useId, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../i18n/language.js';
import type { Chosen } from './fields.js';
import { Icon, type IconName } from './icon.js';
import { lazily } from './lazily.js';
import type { Begins } from './taken-up.js';
import type { FieldProps } from './words-field.js';

// Fields that weigh more than the page that they stand on. Until somebody comes to one of them something stands in its
// place that is the same to look at and to who comes by the keyboard.

const pick = lazily(async () => (await import('./choose-fields.js')).PickField);
const day = lazily(async () => (await import('./date-fields.js')).DayField);

/** One of many: one types a part of its name. */
export const LazyPickField = (props: Chosen<string>) => {
  const { t } = useWords();
  const text = props.options.find(({ id }) => id === props.value)?.label ?? '';
  const stands = { text, placeholder: t('act.choose'), icon: 'down', opens: 'listbox', load: pick.begin } as const;
  return (
    <Untouched of={props} {...stands}>
      {(begins) => <pick.Shown {...props} begins={begins} />}
    </Untouched>
  );
};

/** A day, such as 2026-11-23. */
export const LazyDayField = (props: FieldProps<string>) => {
  const { t, dayInDigits } = useWords();
  const text = props.value ? dayInDigits(props.value) : '';
  const stands = { text, placeholder: t('act.noDay'), icon: 'calendar', opens: 'dialog', load: day.begin } as const;
  return (
    <Untouched of={props} {...stands}>
      {(begins) => <day.Shown {...props} begins={begins} />}
    </Untouched>
  );
};

type UntouchedProps = Readonly<{
  of: Pick<FieldProps<unknown>, 'label' | 'help' | 'isRequired'>;
  /** Its value in words. */
  text: string;
  placeholder: string;
  icon: IconName;
  /** What its button opens; a press anywhere in a list's opens it, too. */
  opens: 'listbox' | 'dialog';
  /** Begins to load it. */
  load: () => void;
  children: (begins: Begins) => ReactNode;
}>;

const Untouched = ({ of, text, placeholder, icon, opens, load, children }: UntouchedProps) => {
  const { t } = useWords();
  const id = useId();
  const isPressed = useRef(false);
  const [typed, setTyped] = useState<string>();
  const [begins, setBegins] = useState<Begins>();
  if (begins) return children(begins);
  // Until it is there, this one stays, and shows what is typed.
  const begin = (how: Begins['how'], said = typed) => {
    setTyped(said);
    startTransition(() => setBegins({ how, typed: said ?? '' }));
  };
  const press = (said = typed) => begin(opens === 'listbox' && !said ? 'open' : 'focused', said); // typing opens it, too
  return (
    <div className="field">
      <label className="react-aria-Label" htmlFor={id}>
        {of.label}
        {of.isRequired && <span className="mark">{t('act.required')}</span>}
      </label>
      <div className="react-aria-Group" onPointerEnter={load} onPointerDown={() => void (isPressed.current = true)}>
        <input
          id={id}
          role="combobox"
          aria-expanded={false}
          aria-haspopup={opens}
          aria-describedby={of.help && `${id}help`}
          autoComplete="off"
          inputMode={opens === 'dialog' ? 'numeric' : 'text'}
          placeholder={placeholder}
          value={typed ?? text}
          onChange={({ currentTarget: { value }, nativeEvent }) =>
            (nativeEvent as InputEvent).isComposing ? setTyped(value) : press(value)
          }
          // A word that is being put together, as Chinese is, would be cut off.
          onCompositionStart={() => setBegins(undefined)}
          onCompositionEnd={({ currentTarget: { value } }) => press(value)}
          onClick={({ currentTarget }) => {
            currentTarget.select(); // what is typed takes the place of what is there
            press();
          }}
          onFocus={({ currentTarget }) => {
            currentTarget.select();
            if (isPressed.current) load();
            else begin('focused');
          }}
        />
        <button type="button" tabIndex={-1} aria-hidden="true" onClick={() => begin('open')}>
          <Icon name={icon} />
        </button>
      </div>
      {of.help && (
        <span id={`${id}help`} className="help">
          {of.help}
        </span>
      )}
    </div>
  );
};
