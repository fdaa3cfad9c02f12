import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useWords } from '../../i18n/language.js';
import { events } from '../../i18n/terms/events.js';
import { Button } from '../../ui/button.js';
import { LazyDayField, LazyPickField } from '../../ui/lazy-fields.js';
import { WordsField } from '../../ui/words-field.js';
import { Card } from '../../ui/page.js';
import { dayIn } from './days.js';
import { useUnitOptions } from './unit-filter.js';

export const [size_default, size_max] = [25, 500];
const [seed_max, any] = [200, 'any'];
/** What a sample is drawn by; it stands in the address, so that a sample can be shown to others. */
export const sampleNames = ['seed', 'size', 'act', 'unit', 'from', 'until'] as const;
type Draft = Readonly<Partial<Record<(typeof sampleNames)[number], string>>>;

/** By what to draw. What is drawn goes up to the newest act, until it is drawn anew. */
export const SampleForm = () => {
  const { t, side, language } = useWords();
  const [search, setSearch] = useSearchParams();
  const inAddress = Object.fromEntries(sampleNames.map((name) => [name, search.get(name) ?? undefined]));
  const [draft, setDraft] = useState<Draft>({
    ...(inAddress as Draft),
    size: inAddress['size'] ?? String(size_default),
  }); // the names are those of a draft
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (value: string | undefined) => setDraft({ ...draft, [name]: value === any ? undefined : value }),
  });
  const pick = (name: 'act' | 'unit') => ({ ...field(name), value: draft[name] ?? any });
  const acts = Object.entries(events).map(([id, pair]) => ({ id, label: side(pair) }));
  const units = useUnitOptions();
  const draw = () =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('upTo');
      for (const name of sampleNames) next.delete(name);
      for (const [name, value] of Object.entries(draft)) if (value) next.set(name, value);
      return next;
    });
  return (
    <Card>
      <form
        className="stack no-print"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.seed) draw();
        }}
      >
        <div className="picks">
          <WordsField
            label={t('audit.seed')}
            help={t('audit.seedHelp')}
            isRequired
            maxLength={seed_max}
            {...field('seed')}
          />
          <WordsField
            label={t('audit.size')}
            input={{ type: 'number', min: 1, max: size_max, required: true }}
            {...field('size')}
          />
        </div>
        <div className="picks">
          <LazyPickField
            label={t('audit.act')}
            {...pick('act')}
            options={[
              { id: any, label: t('audit.anyAct') },
              ...acts.sort((a, b) => a.label.localeCompare(b.label, language)),
            ]}
          />
          {units.length > 0 && (
            <LazyPickField
              label={t('audit.unit')}
              {...pick('unit')}
              options={[{ id: any, label: t('audit.anyUnit') }, ...units]}
            />
          )}
        </div>
        <div className="picks">
          <LazyDayField label={t('audit.from')} {...field('from')} value={dayIn(draft.from)} />
          <LazyDayField label={t('audit.until')} {...field('until')} value={dayIn(draft.until)} />
        </div>
        <div>
          <Button look="first" type="submit" isDisabled={!draft.seed}>
            {t('audit.draw')}
          </Button>
        </div>
      </form>
    </Card>
  );
};
