import { lazy } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Opener } from '../ui/opener.js';

const menus = () => import('./menus.js');
const load = () => void menus().catch(() => undefined); // where it fails it is tried again when it is opened
const AccountMenu = lazy(async () => ({ default: (await menus()).AccountMenu }));
const SettingsMenu = lazy(async () => ({ default: (await menus()).SettingsMenu }));
const PlacesMenu = lazy(async () => ({ default: (await menus()).PlacesMenu }));

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
    <Opener load={load} button={button}>
      {(opened) => <AccountMenu {...opened} />}
    </Opener>
  );
};

/** Language and appearance, while nobody is signed in. */
export const SettingsButton = () => {
  const { t } = useWords();
  const button = <Button look="plain">中文 / English · {t('common.theme')}</Button>;
  return (
    <Opener load={load} button={button}>
      {(opened) => <SettingsMenu {...opened} />}
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
    <Opener load={load} button={button}>
      {(opened) => <PlacesMenu {...opened} />}
    </Opener>
  );
};
