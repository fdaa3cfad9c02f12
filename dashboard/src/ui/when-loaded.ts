import { useWords } from '../i18n/language.js';
import { toast } from './toast.js';

/** From when on it is said that what somebody wants is on its way. */
const patience_ms = 400;

/**
 * Does something once what it needs is there. That this takes a while, or cannot be had, is said; whoever presses again
 * tries again.
 */
export const useWhenLoaded = () => {
  const { t } = useWords();
  return async (ready: () => Promise<boolean>, go: () => void): Promise<void> => {
    let isSaid = false;
    const timer = setTimeout(() => {
      isSaid = true;
      toast(t('common.loading'));
    }, patience_ms);
    const isThere = await ready();
    clearTimeout(timer);
    if (!isThere) return toast(t('common.notLoaded'));
    if (isSaid) toast('');
    go();
  };
};
