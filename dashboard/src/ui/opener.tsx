import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { ButtonContext } from 'react-aria-components';
import { useWhenLoaded } from './when-loaded.js';

/** Whether what a button opens is open; and the button, which stands within what opens it. */
export type Opened = Readonly<{ button: ReactNode; isOpen: boolean; onOpenChange: (isOpen: boolean) => void }>;

type Shown = Readonly<{ button: ReactNode; children: (opened: Opened) => ReactNode }>;

/**
 * A button whose menu is loaded when it is needed: when somebody points at it, or presses it. Menus and popovers weigh
 * as much as all else of a first visit but React.
 *
 * @param load resolves when it is known whether what opens is there: until then nothing is shown in its place, which would keep it back for a while
 * @param children what opens, loaded lazily, with its button
 */
export const Opener = ({ load, button, children }: Shown & { load: () => Promise<boolean> }) => {
  const [isPressed, setPressed] = useState(false);
  const whenLoaded = useWhenLoaded();
  const closed = (
    <ButtonContext
      value={{
        'aria-haspopup': true,
        'aria-expanded': false,
        onHoverStart: () => void load(),
        onFocus: () => void load(),
        onPress: () => void whenLoaded(load, () => setPressed(true)),
      }}
    >
      {button}
    </ButtonContext>
  );
  if (!isPressed) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenAtOnce button={button}>{children}</OpenAtOnce>
    </Suspense>
  );
};

/** The button is another one now: it is focused before anything opens, so that one comes back to it. */
const OpenAtOnce = ({ button, children }: Shown) => {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(true), []);
  return (
    <ButtonContext value={{ autoFocus: true }}>{children({ button, isOpen, onOpenChange: setOpen })}</ButtonContext>
  );
};
