import { Button as AriaButton } from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { lazily } from '../ui/lazily.js';
import { Opener } from '../ui/opener.js';

const menus = () => import('./menus.js');
const [account, settings, places] = [
  lazily(async () => (await menus()).AccountMenu),
  lazily(async () => (await menus()).SettingsMenu),
  lazily(async () => (await menus()).PlacesMenu),
];

/** Who one is, and for whom one acts; it opens the account. */
export const AccountButton = () => {
  const { t, text, value } = useWords();
  const { me, unit } = useSession();
  const button = (
    <Button look="plain">
      <Icon name="person" />
      <span className="unseen">{t('common.account')}: </span>
      <span className="account-name">{unit ? text(unit.name) || unit.personName : value(me.kind)}</span>
      <Icon name="down" />
    </Button>
  );
  return (
    <Opener load={account.ready} button={button}>
      {(opened) => <account.Shown {...opened} />}
    </Opener>
  );
};

/** Language and appearance, while nobody is signed in. */
export const SettingsButton = () => {
  const { t } = useWords();
  const button = <Button look="plain">中文 / English · {t('common.theme')}</Button>;
  return (
    <Opener load={settings.ready} button={button}>
      {(opened) => <settings.Shown {...opened} />}
    </Opener>
  );
};

/** The tab of a phone that opens the other places. */
export const PlacesButton = () => {
  const { t } = useWords();
  const button = (
    <AriaButton>
      <Icon name="more" />
      {t('common.more')}
    </AriaButton>
  );
  return (
    <Opener load={places.ready} button={button}>
      {(opened) => <places.Shown {...opened} />}
    </Opener>
  );
};
