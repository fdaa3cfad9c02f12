import { Suspense, useState } from 'react';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { lazily } from '../ui/lazily.js';
import { Opener } from '../ui/opener.js';
import { useWhenLoaded } from '../ui/when-loaded.js';
import type { ActHints } from './act-hints.js';
import { useActName } from './act-name.js';
import type { Thing } from './conflict.js';

const menu = lazily(async () => (await import('./acts-menu.js')).ActsMenu);
const dialog = lazily(async () => (await import('./act-dialog.js')).ActDialog);

/** One act as a button that opens its dialog. */
export const Act = (
  props: ActHints & { act: string; href: string; thing?: Thing; look?: 'first' | 'plain'; label?: string },
) => {
  const { act, look, label, ...rest } = props;
  const [isOpen, setOpen] = useState(false);
  const whenLoaded = useWhenLoaded();
  const name = useActName()(act);
  return (
    <>
      <Button
        look={look}
        onHoverStart={dialog.begin}
        onPress={() => void whenLoaded(dialog.ready, () => setOpen(true))}
      >
        {label ?? name}
      </Button>
      {isOpen && (
        <Suspense>
          <dialog.Shown act={act} {...rest} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

/** The dialog of an act that something else on a page opens, such as a free time in a calendar. */
export const OpenAct = (props: ActHints & { act: string; href: string; thing?: Thing; onClose: () => void }) => (
  <Suspense>
    <dialog.Shown {...props} />
  </Suspense>
);

const shown_max = 2;

/**
 * Everything that the API says one may do with a thing now: the first acts as buttons, the others in a menu. What one
 * may not do is not offered; the server decides anyway. A dialog that is open stays, whatever others do meanwhile: the rules
 * say then why it cannot be done any more.
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
    /** What is to be done first stands elsewhere on the page. */
    isSecond?: boolean;
    hintsOf?: (act: string) => ActHints;
    shown?: number;
  },
) => {
  const { of, first = [], only, without = [], isSecond = false, hintsOf, shown = shown_max, ...hints } = props;
  const { t } = useWords();
  const nameOf = useActName();
  const [open, setOpen] = useState<Schemas['Act']>();
  const whenLoaded = useWhenLoaded();
  const begin = (each: Schemas['Act'] | undefined) => void whenLoaded(dialog.ready, () => setOpen(each));
  const order = [first].flat();
  const rank = (act: string): number => (order.includes(act) ? order.indexOf(act) : order.length);
  const acts = of.acts
    .filter(({ act }) => !without.includes(act) && (only?.includes(act) ?? true))
    .toSorted((a, b) => rank(a.act) - rank(b.act));
  const rest = acts.slice(shown);
  const more = (
    <Button look="plain" iconOnly aria-label={t('act.more')}>
      <Icon name="more" />
    </Button>
  );
  if (acts.length === 0 && !open) return null;
  return (
    <div className="row no-print">
      {acts.slice(0, shown).map((each, n) => (
        <Button
          key={each.act}
          look={n === 0 && !isSecond && order.includes(each.act) ? 'first' : undefined}
          onHoverStart={dialog.begin}
          onPress={() => begin(each)}
        >
          {nameOf(each.act)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Opener load={menu.ready} button={more}>
          {(opened) => (
            <menu.Shown {...opened} acts={rest} choose={(act) => begin(acts.find((each) => each.act === act))} />
          )}
        </Opener>
      )}
      {open && (
        <Suspense>
          <dialog.Shown {...hints} {...hintsOf?.(open.act)} {...open} thing={of} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </div>
  );
};
