import { useWords } from '../../i18n/language.js';
import { Parts } from '../../ui/parts.js';
import './committee.css';

const parts = [
  ['/committee', 'committee.now'],
  ['/committee/motions', 'committee.motions'],
  ['/committee/meetings', 'committee.meetings'],
  ['/committee/decisions', 'committee.decisions'],
  ['/committee/actions', 'committee.actions'],
] as const;

/** The way between the lists of the committee. */
export const CommitteeParts = () => <Parts label={useWords().t('committee.parts')} of={parts} />;

/** What is above the pages of one thing. */
export const useBack = (part: 'motions' | 'meetings' | 'actions') => {
  const { t } = useWords();
  return { href: `/committee/${part}`, title: t(`committee.${part}`) };
};
