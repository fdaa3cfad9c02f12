import { useWords } from '../i18n/language.js';

/** Needed, pledged, delivered, as one bar that says itself in words, too. What is delivered was pledged before. */
export const Progress = (props: {
  needed: number;
  pledged: number;
  delivered: number;
  unitOfMeasure: string;
  /** What it is about, for who does not see the bar. */
  label: string;
}) => {
  const { needed, pledged, delivered, unitOfMeasure, label } = props;
  const { amount } = useWords();
  const share = (part: number): string => `${needed > 0 ? Math.min(100, (100 * part) / needed) : 0}%`;
  const text = `${amount(delivered, unitOfMeasure)} / ${amount(pledged, unitOfMeasure)} / ${amount(needed, unitOfMeasure)}`;
  return (
    <div
      className="progress"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={needed}
      aria-valuenow={Math.min(delivered, needed)}
      aria-valuetext={text}
    >
      <span className="pledged" style={{ width: share(Math.max(pledged, delivered)) }} />
      <span className="delivered" style={{ width: share(delivered) }} />
    </div>
  );
};
