import { Component, createContext, createElement, type ComponentType, type ReactNode } from 'react';

export type Instead = Readonly<{
  again: () => void;
  /** It is all that stands on a page, and needs a heading. */
  isPage?: boolean;
}>;

/** What stands for what is broken. The program gives it, since what is loaded first has neither words nor buttons. */
export const BrokenContext = createContext<ComponentType<Instead>>(() => null);

type Guarded = Readonly<{
  isPage?: boolean;
  /** Hears that what is below broke. */
  fail?: () => void;
  /** Makes ready what is tried again. */
  again?: () => void;
  children?: ReactNode;
}>;

/** Says of what cannot be loaded, or breaks, that it did, in its place. Without it React takes the whole page away. */
export class Guard extends Component<Guarded, { isBroken: boolean }> {
  static override contextType = BrokenContext;
  declare context: ComponentType<Instead>;
  override state = { isBroken: false };

  static getDerivedStateFromError = () => ({ isBroken: true });

  override componentDidMount(): void {
    window.addEventListener('online', this.#again);
  }

  override componentWillUnmount(): void {
    window.removeEventListener('online', this.#again);
  }

  override componentDidCatch(): void {
    this.props.fail?.();
  }

  /** When somebody wants it, or the network is back. */
  readonly #again = (): void => {
    if (!this.state.isBroken) return;
    this.props.again?.();
    this.setState({ isBroken: false });
  };

  override render(): ReactNode {
    const { isPage = false, children } = this.props;
    return this.state.isBroken ? createElement(this.context, { again: this.#again, isPage }) : children;
  }
}
