import { useState } from 'react';
import { Button as AriaButton, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useAllianceId } from '../api/alliance-id.js';
import { useWords } from '../i18n/language.js';
import { useBackCloses } from '../ui/back.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { ExplainedFigure } from './explained-figure.js';
import type { Explained, Figure } from './figure.js';
import { explanationHref } from './use-explanation.js';
import { useSaid } from './said.js';

/** The figures of a part of a page; a chosen one with all that makes it up. */
export const ExplainDialog = ({ title, figures, note, onClose }: Explained & { onClose: () => void }) => {
  const { t } = useWords();
  useBackCloses(() => (onClose(), true));
  const [only] = figures;
  const [way, setWay] = useState<readonly Figure[]>(figures.length === 1 && only ? [only] : []);
  const chosen = way.at(-1);
  /** Of what a percentage is made stands beside it in the same answer. */
  const open = (figure: Figure) => setWay([...way, figures.find(({ of, path }) => of === figure.of && path === figure.path) ?? figure]); // prettier-ignore
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className="modal">
        <Dialog>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {t('explain.title', { what: title })}
            </Heading>
            <Button look="plain" iconOnly aria-label={t('common.close')} onPress={onClose}>
              <Icon name="close" />
            </Button>
          </header>
          <div className="dialog-body">
            {(way.length > 1 || (chosen && figures.length > 1)) && (
              <div>
                <AriaButton autoFocus className="explain-back" onPress={() => setWay(way.slice(0, -1))}>
                  <Icon name="back" />
                  {way.length > 1 ? way.at(-2)?.label : t('explain.allFigures')}
                </AriaButton>
              </div>
            )}
            {chosen ? (
              <ExplainedFigure key={`${way.length} ${chosen.path}`} of={chosen} open={open} />
            ) : (
              <>
                <Figures of={figures} open={open} />
                {note && <p className="notice">{note}</p>}
              </>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};

const Figures = ({ of, open }: { of: readonly Figure[]; open: (figure: Figure) => void }) => {
  const { t } = useWords();
  const say = useSaid();
  const allianceId = useAllianceId();
  return (
    <>
      <p className="soft">{t('explain.choose')}</p>
      <ul className="explained-figures">
        {of.map((figure) => {
          const href = explanationHref(allianceId, figure.of, figure.path);
          return (
            <li key={href}>
              <AriaButton data-explanation={href} data-value={figure.value} onPress={() => open(figure)}>
                <span>{figure.label}</span>
                <strong className="figures">{say(figure.value, figure.measure)}</strong>
                <Icon name="next" />
              </AriaButton>
            </li>
          );
        })}
      </ul>
    </>
  );
};
