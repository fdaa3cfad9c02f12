import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import type { Opened } from '../ui/opener.js';
import { useActName } from './act-name.js';

type Shown = Opened & Readonly<{ acts: readonly Schemas['Act'][]; choose: (act: string) => void }>;

/** The acts that have no button of their own. */
export const ActsMenu = ({ acts, choose, button, ...opened }: Shown) => {
  const { t } = useWords();
  const nameOf = useActName();
  return (
    <MenuTrigger {...opened}>
      {button}
      <Popover className="popover" placement="bottom end">
        <Menu
          aria-label={t('act.more')}
          items={acts.map(({ act }) => ({ id: act }))}
          onAction={(key) => choose(String(key))}
        >
          {({ id }) => <MenuItem id={id}>{nameOf(id)}</MenuItem>}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};
