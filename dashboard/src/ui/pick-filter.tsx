import { startTransition, useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.js';
import { useInAddress, type FilterProps } from './filter.js';
import { Icon } from './icon.js';
import { lazily } from './lazily.js';

const field = lazily(async () => (await import('./choose-fields.js')).PickField);
const any = 'any';

/**
 * A filter that stands in the address where there is much to choose from: one types a part of it. What finds it weighs
 * more than the list that it narrows, and is loaded when somebody comes to it.
 */
export const PickFilter = ({ name, label, all, options }: FilterProps) => {
  const [chosen = any, choose] = useInAddress(name);
  const [begins, setBegins] = useState<'focused' | 'open'>();
  const every = [{ id: any, label: all }, ...options];
  const begin = (how: 'focused' | 'open') => startTransition(() => setBegins(how)); // until it is there, this one stays
  if (!begins) {
    const value = every.find(({ id }) => id === chosen)?.label ?? '';
    return <Untouched label={label} value={value} load={field.begin} begin={begin} />;
  }
  return (
    <field.Shown
      label={label}
      value={chosen}
      onChange={(id) => choose(id === any ? undefined : id)}
      options={every}
      begins={begins}
    />
  );
};

type Begins = Readonly<{ load: () => void; begin: (how: 'focused' | 'open') => void }>;

/** The same to look at, and to who comes by the keyboard. */
const Untouched = ({ label, value, load, begin }: Begins & Readonly<{ label: string; value: string }>) => {
  const { t } = useWords();
  const id = useId();
  const isPressed = useRef(false);
  return (
    <div className="field">
      <label className="react-aria-Label" htmlFor={id}>
        {label}
      </label>
      <div
        className="react-aria-Group"
        onPointerEnter={load}
        onPointerDown={() => void (isPressed.current = true)}
        onClick={() => begin('open')}
      >
        <input
          id={id}
          role="combobox"
          aria-expanded={false}
          aria-haspopup="listbox"
          autoComplete="off"
          placeholder={t('act.choose')}
          value={value}
          onChange={() => begin('open')}
          onFocus={() => (isPressed.current ? load() : begin('focused'))}
        />
        <button type="button" tabIndex={-1} aria-hidden="true">
          <Icon name="down" />
        </button>
      </div>
    </div>
  );
};
