import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { lazily } from '../ui/lazily.js';
import { Opener } from '../ui/opener.js';

const choice = lazily(async () => (await import('./choose-time.js')).ChooseTime);

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
    <Opener load={choice.ready} button={button}>
      {(opened) => <choice.Shown {...opened} />}
    </Opener>
  );
};
