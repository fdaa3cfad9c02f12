import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { Link } from 'wouter';
import { useWords } from '../i18n/language.js';
import { Icon } from './icon.js';

type Look = 'first' | 'plain' | undefined;
const classOf = (look: Look, iconOnly = false) => ['button', look, iconOnly && 'icon-only'].filter(Boolean).join(' ');

/** `look="first"`: the one thing to do here; there is one of it in a view at most. */
export const Button = ({ look, iconOnly, ...props }: ButtonProps & { look?: Look; iconOnly?: boolean }) => (
  <AriaButton {...props} className={classOf(look, iconOnly)} />
);

export const LinkButton = ({ look, href, children }: { look?: Look; href: string; children: ReactNode }) => (
  <Link className={classOf(look)} href={href}>
    {children}
  </Link>
);

/** Prints the page; what is on paper is said by the style sheets. */
export const PrintButton = () => {
  const { t } = useWords();
  return (
    <Button look="plain" onPress={() => window.print()}>
      <Icon name="print" />
      {t('common.print')}
    </Button>
  );
};
