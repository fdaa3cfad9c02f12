import { lazy, Suspense, useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Receipt } from '../api/client.js';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { acts as actWords } from '../i18n/terms/acts.js';
import type { Pair } from '../i18n/words.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import type { Thing } from './conflict.js';
import type { OwnFields } from './part-fields.js';

const ActDialog = lazy(async () => ({ default: (await import('./act-dialog.js')).ActDialog }));

/** What a page knows that the API's description does not. */
export type ActHints = Readonly<{
  /** What is filled in already, by field. */
  given?: Readonly<Record<string, unknown>>;
  /** The unit of measure of `quantity`; a currency makes it money. */
  unitOfMeasure?: string | undefined;
  /** Fields of a page's own, instead of those made of the schema. */
  own?: OwnFields;
  onDone?: (receipt: Receipt) => void;
}>;

export const useActName = () => {
  const { side } = useWords();
  return (act: string): string => {
    const pair = (actWords as Readonly<Record<string, Pair>>)[act];
    return pair ? side(pair) : act;
  };
};

/** One act as a button that opens its dialog. */
export const Act = (
  props: ActHints & { act: string; href: string; thing?: Thing; look?: 'first' | 'plain'; label?: string },
) => {
  const { act, look, label, ...rest } = props;
  const [isOpen, setOpen] = useState(false);
  const name = useActName()(act);
  return (
    <>
      <Button look={look} onPress={() => setOpen(true)}>
        {label ?? name}
      </Button>
      {isOpen && (
        <Suspense>
          <ActDialog act={act} {...rest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

/** The dialog of an act that something else on a page opens, such as a free time in a calendar. */
export const OpenAct = (props: ActHints & { act: string; href: string; thing?: Thing; onClose: () => void }) => (
  <Suspense>
    <ActDialog {...props} />
  </Suspense>
);

const shown_max = 2;

/**
 * Everything that the API says one may do with a thing now: the first acts as buttons, the others in a menu. What one
 * may not do is not offered; the server decides anyway.
 */
export const Acts = (
  props: ActHints & {
    of: Thing & Readonly<{ acts: readonly Schemas['Act'][] }>;
    /** The act that moves it on; it stands first. */
    first?: string | readonly string[];
    /** Those that belong here, where a thing has acts for several pages. */
    only?: readonly string[];
    /** Acts that stand elsewhere on the page. */
    without?: readonly string[];
    hintsOf?: (act: string) => ActHints;
    shown?: number;
  },
) => {
  const { of, first = [], only, without = [], hintsOf, shown = shown_max, ...hints } = props;
  const { t } = useWords();
  const nameOf = useActName();
  const [open, setOpen] = useState<string>();
  const order = [first].flat();
  const rank = (act: string): number => (order.includes(act) ? order.indexOf(act) : order.length);
  const acts = of.acts
    .filter(({ act }) => !without.includes(act) && (only?.includes(act) ?? true))
    .toSorted((a, b) => rank(a.act) - rank(b.act));
  const chosen = acts.find(({ act }) => act === open);
  const rest = acts.slice(shown);
  if (acts.length === 0) return null;
  return (
    <div className="row no-print">
      {acts.slice(0, shown).map(({ act }, n) => (
        <Button key={act} look={n === 0 && order.includes(act) ? 'first' : undefined} onPress={() => setOpen(act)}>
          {nameOf(act)}
        </Button>
      ))}
      {rest.length > 0 && (
        <MenuTrigger>
          <Button look="plain" iconOnly aria-label={t('act.more')}>
            <Icon name="more" />
          </Button>
          <Popover className="popover" placement="bottom end">
            <Menu aria-label={t('act.more')} items={rest} onAction={(key) => setOpen(String(key))}>
              {({ act }) => <MenuItem id={act}>{nameOf(act)}</MenuItem>}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {chosen && (
        <Suspense>
          <ActDialog {...hints} {...hintsOf?.(chosen.act)} {...chosen} thing={of} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </div>
  );
};
