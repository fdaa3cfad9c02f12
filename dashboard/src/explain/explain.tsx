import { Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Icon } from '../ui/icon.js';
import { lazily } from '../ui/lazily.js';
import { useWhenLoaded } from '../ui/when-loaded.js';
import type { Explained } from './figure.js';

const dialog = lazily(async () => (await import('./explain-dialog.js')).ExplainDialog);

/** What makes up the figures of a part of a page: one quiet button for all of them. */
export const Explain = ({ title, figures, note }: Explained) => {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const whenLoaded = useWhenLoaded();
  const label = t('explain.open', { what: title });
  if (figures.length === 0) return null;
  return (
    <>
      <Button
        className="explain no-print"
        aria-label={label}
        onPress={() => void whenLoaded(dialog.ready, () => setOpen(true))}
      >
        <span title={label}>
          <Icon name="sum" />
        </span>
      </Button>
      {isOpen && (
        <Suspense>
          <dialog.Shown title={title} figures={figures} note={note} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
