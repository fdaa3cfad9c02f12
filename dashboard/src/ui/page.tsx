import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation, Link } from 'wouter';
import { useWords } from '../i18n/language.js';
import { Icon } from './icon.js';

/** A page: its title is the document's, and gets the focus when one comes to it from another page. */
export const Page = (props: {
  title: string;
  lead?: ReactNode;
  /** The page above it. */
  back?: { href: string; title: string };
  /** What can be done here, beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}) => {
  const { title, lead, back, actions, children } = props;
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [location] = useLocation();
  useEffect(() => void (document.title = `${title} · ${t('common.product')}`), [title, t]);
  useEffect(() => {
    if (arrivedAt !== undefined && arrivedAt !== location) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    arrivedAt = location;
  }, [location]);
  return (
    <article className="page">
      <header className="page-head">
        <div>
          {back && (
            <Link className="back" href={back.href}>
              <Icon name="back" />
              {back.title}
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <div className="lead">{lead}</div>}
        </div>
        {actions && <div className="row no-print">{actions}</div>}
      </header>
      {children}
    </article>
  );
};
/** Where the reader was: the first page that is opened takes no focus from the browser. */
let arrivedAt: string | undefined;

/** A part of a page with a title; `href` leads to all of it. */
export const Card = (props: {
  title?: ReactNode;
  href?: string;
  more?: string;
  /** What stands beside the title, such as what explains the figures below it. */
  beside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) => {
  const { t } = useWords();
  const { title, href, more = t('common.all'), beside, flush, children } = props;
  return (
    <section className={flush ? 'card flush' : 'card'}>
      {title && (
        <header>
          <h2>{title}</h2>
          {beside}
          {href && (
            <Link href={href}>
              {more}
              {typeof title === 'string' && <span className="unseen">: {title}</span>}
            </Link>
          )}
        </header>
      )}
      {children}
    </section>
  );
};
