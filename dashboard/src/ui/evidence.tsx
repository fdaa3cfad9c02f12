import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';

const hash_shown = 12;

/** Where a proof is, and what it was when it was named. An address of the web leads to it; its referrer is not told. */
export const EvidenceOf = ({ evidence }: { evidence: Schemas['Evidence'] }) => {
  const { t } = useWords();
  const { reference, sha256 } = evidence;
  return (
    <span className="evidence">
      {/^https?:\/\//.test(reference) ? (
        <a href={reference} target="_blank" rel="noreferrer noopener">
          {reference}
        </a>
      ) : (
        reference
      )}{' '}
      <abbr title={sha256}>{t('common.hash', { hash: `${sha256.slice(0, hash_shown)}…` })}</abbr>
    </span>
  );
};
