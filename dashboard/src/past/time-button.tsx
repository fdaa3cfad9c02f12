import { lazy } from 'react';
import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Opener } from '../ui/opener.js';

const choice = () => import('./choose-time.js');
const load = () => void choice().catch(() => undefined); // where it fails it is tried again when it is opened
const ChooseTime = lazy(async () => ({ default: (await choice()).ChooseTime }));

/** Opens the choice of a moment; without a label it is an icon beside what is live. */
export const TimeButton = ({ label }: { label?: string }) => {
  const { t } = useWords();
  const button = label ? (
    <Button>{label}</Button>
  ) : (
    <Button look="plain" iconOnly aria-label={t('past.choose')}>
      <Icon name="clock" />
    </Button>
  );
  return (
    <Opener load={load} button={button}>
      {(opened) => <ChooseTime {...opened} />}
    </Opener>
  );
};
