import { lazy, Suspense } from 'react';
import { DialogTrigger, Popover } from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Skeleton } from '../ui/state.js';

const ChooseTime = lazy(async () => ({ default: (await import('./choose-time.js')).ChooseTime }));

/** Opens the choice of a moment; without a label it is an icon beside what is live. */
export const TimeButton = ({ label }: { label?: string }) => {
  const { t } = useWords();
  return (
    <DialogTrigger>
      {label ? (
        <Button>{label}</Button>
      ) : (
        <Button look="plain" iconOnly aria-label={t('past.choose')}>
          <Icon name="clock" />
        </Button>
      )}
      <Popover className="popover" placement="bottom end">
        <Suspense fallback={<Skeleton lines={3} />}>
          <ChooseTime />
        </Suspense>
      </Popover>
    </DialogTrigger>
  );
};
