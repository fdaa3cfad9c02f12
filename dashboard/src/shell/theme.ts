import { useCallback, useState } from 'react';

export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

const kept = (): Theme => themes.find((theme) => theme === localStorage.getItem('theme')) ?? 'auto';
const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');

/** What the device asks for, unless the reader chose. */
const apply = (theme: Theme): void => {
  const wished = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = theme === 'auto' ? wished : theme;
};

/** Before anything is shown. */
export const applyTheme = (): void => apply(kept());

/** Paper is white, whatever the screen is. */
window.addEventListener('beforeprint', () => apply('light'));
window.addEventListener('afterprint', applyTheme);

/** As the device asks for by now, or as it was chosen in another tab. */
for (const query of [dark, contrast]) query.addEventListener('change', applyTheme);
window.addEventListener('storage', ({ key }) => key === 'theme' && applyTheme());

export const useTheme = () => {
  const [theme, setTheme] = useState(kept);
  const choose = useCallback((wanted: Theme) => {
    localStorage.setItem('theme', wanted);
    applyTheme();
    setTheme(wanted);
  }, []);
  return { theme, choose };
};
