import { Collection, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useLocation } from 'wouter';
import { useWords } from '../i18n/language.js';
import { chooseUnit, signOut, unitIn, useSession, type MyUnit } from '../session/session.js';
import { Icon } from '../ui/icon.js';
import type { Opened } from '../ui/opener.js';
import { others } from './navigation.js';
import { themes, useTheme, type Theme } from './theme.js';

const themeWords = {
  auto: 'common.themeAuto',
  light: 'common.themeLight',
  dark: 'common.themeDark',
  contrast: 'common.themeContrast',
} as const;

/** Language and appearance. */
const SettingsSections = () => {
  const { t, language, choose } = useWords();
  const theme = useTheme();
  return (
    <>
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={(keys) => choose([...keys][0] === 'zh' ? 'zh' : 'en')}
      >
        <Header>{t('common.language')}</Header>
        <MenuItem id="zh">中文</MenuItem>
        <MenuItem id="en">English</MenuItem>
      </MenuSection>
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme.theme]}
        onSelectionChange={(keys) => theme.choose([...keys][0] as Theme)}
      >
        <Header>{t('common.theme')}</Header>
        <Collection items={themes.map((id) => ({ id }))}>
          {({ id }) => <MenuItem id={id}>{t(themeWords[id])}</MenuItem>}
        </Collection>
      </MenuSection>
    </>
  );
};

const unitName = (unit: MyUnit, text: ReturnType<typeof useWords>['text']): string =>
  [text(unit.name), text(unit.allianceName)].filter(Boolean).join(' · ');

/** Who one is, for whom one acts, how the page looks, and the way out. */
export const AccountMenu = ({ button, ...opened }: Opened) => {
  const { t, text } = useWords();
  const { me, unit } = useSession();
  const [, navigate] = useLocation();
  const choose = (unitId: string) => {
    const chosen = me.units.find((each) => each.unitId === unitId);
    if (!chosen) return;
    const isHere = unitIn(me, chosen.allianceId)?.allianceId === unit?.allianceId;
    chooseUnit(chosen);
    if (isHere && chosen.allianceId === unit?.allianceId) window.location.reload();
    else navigate(`~/a/${chosen.allianceId}/`);
  };
  return (
    <MenuTrigger {...opened}>
      {button}
      <Popover className="popover" placement="bottom end">
        <Menu
          aria-label={t('common.account')}
          className="menu"
          onAction={(key) => {
            if (key === 'sign-out') signOut();
          }}
        >
          {me.units.length > 0 && (
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={unit ? [unit.unitId] : []}
              onSelectionChange={(keys) => choose(String([...keys][0]))}
            >
              <Header>{[unit?.personName, t('common.actingFor')].filter(Boolean).join(' · ')}</Header>
              <Collection items={me.units.map((each) => ({ ...each, id: each.unitId }))}>
                {(each) => <MenuItem id={each.unitId}>{unitName(each, text)}</MenuItem>}
              </Collection>
            </MenuSection>
          )}
          <SettingsSections />
          <MenuSection aria-label={t('common.signOut')}>
            <MenuItem id="sign-out">{t('common.signOut')}</MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};

/** The same without anybody signed in. */
export const SettingsMenu = ({ button, ...opened }: Opened) => {
  const { t } = useWords();
  return (
    <MenuTrigger {...opened}>
      {button}
      <Popover className="popover">
        <Menu aria-label={t('common.theme')}>
          <SettingsSections />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};

/** The places that have no tab of their own on a phone. */
export const PlacesMenu = ({ button, ...opened }: Opened) => {
  const { t } = useWords();
  const [, navigate] = useLocation();
  return (
    <MenuTrigger {...opened}>
      {button}
      <Popover className="popover" placement="top end">
        <Menu aria-label={t('navigation.title')} onAction={(key) => navigate(String(key))}>
          <Collection items={others.map((place) => ({ ...place, id: place.href }))}>
            {({ href, word, icon }) => (
              <MenuItem id={href} textValue={t(word)}>
                <Icon name={icon} />
                {t(word)}
              </MenuItem>
            )}
          </Collection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
};
