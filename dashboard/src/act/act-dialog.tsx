import { useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLocation } from 'wouter';
import type { Receipt } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import { useWords } from '../i18n/language.js';
import { useSession } from '../session/session.js';
import { useUnsent } from '../session/unsent.js';
import { useBackCloses } from '../ui/back.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { pageOfMade } from '../ui/links.js';
import { toast } from '../ui/toast.js';
import type { ActHints } from './act-hints.js';
import { useActName } from './act-name.js';
import { useConsequence } from './consequence.js';
import { ConflictNotice, type Thing } from './conflict.js';
import { BodyFields } from './form.js';
import { begunList, fieldsOf, idsIn, operationOf } from './operation.js';
import { useFieldName } from './field-name.js';
import { useAct, type Check, type Draft } from './use-act.js';

/** What an act takes, whether the rules allow it, and the button that sends it. */
export const ActDialog = (props: ActHints & { act: string; href: string; thing?: Thing; onClose: () => void }) => {
  const { act, href, thing, given = {}, already, unitOfMeasure, own = {}, onDone, onClose } = props;
  const { t, timeZone, language } = useWords();
  const { alliance, unit } = useSession();
  const name = useActName()(act);
  const follows = useConsequence(act);
  useEffect(() => toast(''), []); // what was done before would lie over it
  const defaults = { currency: alliance.charter.currency, timeZone, language };
  const [location, navigate] = useLocation();
  const done = (receipt: Receipt) => {
    const made = onDone ? undefined : pageOfMade(href, receipt.id);
    const go = () => made && navigate(made);
    toast(t('act.done', { act: name }), made && made !== location ? { label: t('act.open'), go } : undefined);
    onClose();
    onDone?.(receipt);
  };
  const { schema, draft, setDraft, check, complete, isUntouched, isFilled, isSending, send } = useAct(
    { act, href, of: thing, given: begun(act, { ...defaults, ...given }) },
    done,
  );
  const isEmpty = fieldsOf(schema).length === 0;
  const [isAsked, setAsked] = useState(false);
  const wasAt = useRef<Element>(null);
  const leave = (): boolean => {
    const isOver = !isSending && (isAsked || !isFilled);
    if (isOver) onClose();
    else if (!isSending) {
      wasAt.current = document.activeElement;
      setAsked(true);
    }
    return isOver;
  };
  const fill = (next: Draft) => {
    setAsked(false); // who goes on is asked again
    setDraft(next);
  };
  const goOn = () => {
    setAsked(false);
    if (wasAt.current instanceof HTMLElement) wasAt.current.focus();
  };
  useUnsent(isFilled);
  useBackCloses(leave);
  const known = {
    ...(unit && { ownUnitId: unit.unitId }),
    ...idsIn(act, href),
    already,
    unitOfMeasure,
    charter: alliance.charter,
  };
  return (
    // What is on its way cannot be called back: until it is known how it ended, the dialog stays to say so.
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable={isEmpty && !isSending}
      isKeyboardDismissDisabled={isSending}
      onOpenChange={(isOpen) => !isOpen && leave()}
    >
      <Modal className="modal">
        <Dialog>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {name}
            </Heading>
            <Button look="plain" iconOnly aria-label={t('common.close')} isDisabled={isSending} onPress={leave}>
              <Icon name="close" />
            </Button>
          </header>
          <form
            id="act"
            className="dialog-body"
            onSubmit={(event) => {
              event.preventDefault();
              if (complete && !isSending) void send();
            }}
          >
            {(follows ?? isEmpty) && <p className="soft">{follows ?? t('act.nothingToSay')}</p>}
            <BodyFields schema={schema} value={draft} onChange={fill} known={known} own={own} />
            <Verdict check={check} isYet={isUntouched && !isEmpty} />
          </form>
          <footer className="dialog-foot">
            {isAsked ? (
              <>
                <p role="alert">{t('act.leave')}</p>
                <Button onPress={onClose}>{t('act.discard')}</Button>
                <Button key="go-on" look="first" autoFocus onPress={goOn}>
                  {t('act.goOn')}
                </Button>
              </>
            ) : (
              <>
                <Button isDisabled={isSending} onPress={leave}>
                  {t('common.cancel')}
                </Button>
                {/* Pressed again it does nothing; disabled it would lose the focus. */}
                <Button look="first" type="submit" form="act" isDisabled={!complete}>
                  {t(isSending ? 'act.sending' : check.is === 'changed' ? 'act.sendStill' : 'act.send')}
                </Button>
              </>
            )}
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

/**
 * What an act begins with: what the alliance says, its currency and its time zone; what the page knows, where the act
 * asks for it; and the first part of a list that must not be empty.
 */
const begun = (act: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const asked = fieldsOf(operationOf(act).body);
  const known = Object.entries(values).filter(([name]) => asked.some(([each]) => each === name));
  const begun = asked.flatMap(([name, schema]) => (begunList(schema) ? [[name, begunList(schema)]] : []));
  return { ...Object.fromEntries(begun), ...Object.fromEntries(known) };
};

/**
 * What the rules say to what is filled in, in words.
 *
 * @param isYet there is something to fill in, and nobody has begun
 */
const Verdict = ({ check, isYet }: { check: Check; isYet: boolean }) => {
  const { t, event } = useWords();
  if (check.is === 'changed') return <ConflictNotice {...check.conflict} />;
  return (
    <div role="status">
      {check.is === 'incomplete' && <p className="small soft">{t('act.incomplete')}</p>}
      {check.is === 'checking' && <p className="small soft">{t('act.checking')}</p>}
      {check.is === 'unsure' && (
        <p className="notice" data-tone="soon">
          {t('act.unsure')}
        </p>
      )}
      {check.is === 'allowed' && (
        <p className="notice" data-tone="good">
          {t('act.allowed')}
          {check.events.length > 0 && (
            <>
              {' '}
              {t('act.willBe')} {[...new Set(check.events.map(({ type }) => event(type)))].join(' · ')}
            </>
          )}
        </p>
      )}
      {check.is === 'refused' && <Refusal problem={check.problem} isYet={isYet} />}
    </div>
  );
};

/** What keeps it back; then the server says which rules, or what, in its own words. */
const whyOf = ({ status, mayPass }: Problem) => {
  if (status === 0) return 'common.noAnswer';
  if (status === 401) return 'act.signedOut';
  if (status === 400) return 'act.malformed';
  return mayPass || status === 429 || status >= 500 ? 'act.notNow' : 'act.refused';
};

const Refusal = ({ problem, isYet }: { problem: Problem; isYet: boolean }) => {
  const { t, span } = useWords();
  const fieldName = useFieldName();
  const { status, said } = problem;
  const places = (said.errors ?? []).map(({ pointer = '', detail }) => {
    const path = pointer.split('/').filter((part) => part !== '' && !/^\d+$/.test(part));
    return [path.map(fieldName).join(' › '), detail].filter(Boolean).join(': ');
  });
  const all = [said.detail ?? said.title, ...(said.also ?? []).map(({ title }) => title)].filter(Boolean);
  const rules = status === 401 ? [] : all;
  const [free] = [said, ...(said.also ?? [])].flatMap(({ data }) =>
    Array.isArray(data?.['nearest']) ? [data['nearest']] : [],
  );
  const why = whyOf(problem);
  const isLater = isYet && why === 'act.refused';
  return (
    <div className="notice" data-tone={isLater ? 'soon' : 'late'}>
      {t(isLater ? 'act.refusedYet' : why)}
      <ul>
        {(places.length > 0 ? places : rules).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {free && free.length > 0 && (
        <>
          {t('act.freeTimes')}
          <ul>
            {(free as readonly { from: string; to: string }[]).map(({ from, to }) => (
              <li key={from}>{span(from, to)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
