import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Progress } from '../../ui/progress.js';

/** What projects need by kind: needed, pledged, delivered, and what is missing, which may lead to its list. */
export const RequirementBars = ({ of, href }: { of: readonly Schemas['RequirementSum'][]; href?: string }) => {
  const { t, value, amount } = useWords();
  return (
    <>
      <ul className="stack">
        {of.map(({ kind, unitOfMeasure, needed, pledged, delivered, short }) => {
          const missing = t('overview.missingOf', { amount: amount(short, unitOfMeasure) });
          return (
            <li key={`${kind} ${unitOfMeasure}`} className="requirement">
              <div className="row apart">
                <span>
                  {value(kind)}{' '}
                  <span className="small soft">{t('overview.needed', { amount: amount(needed, unitOfMeasure) })}</span>
                </span>
                <span className="small figures">
                  {short === 0 ? t('overview.covered') : href ? <Link href={href}>{missing}</Link> : missing}
                </span>
              </div>
              <Progress {...{ needed, pledged, delivered, unitOfMeasure }} label={value(kind)} />
            </li>
          );
        })}
      </ul>
      <p className="legend small soft" aria-hidden="true">
        <span data-is="delivered">{t('overview.delivered')}</span>
        <span data-is="pledged">{t('overview.pledged')}</span>
        <span data-is="missing">{t('overview.missing')}</span>
      </p>
    </>
  );
};
