import type { ReactNode } from 'react';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { PersonName, ThingName, UnitName } from './links.js';

/** What the ids in an answer or a fact name, by the name of the field. */
const named: Readonly<Record<string, (id: string) => ReactNode>> = {
  ...Object.fromEntries(
    ['unitId', 'ownerId', 'receiver', 'proposedBy', 'tabledBy', 'releasedTo'].map((field) => [
      field,
      (id: string) => <UnitName id={id} />,
    ]),
  ),
  ...Object.fromEntries(
    (['project', 'motion', 'meeting', 'action', 'resource'] as const).map((type) => [
      `${type}Id`,
      (id: string) => <ThingName type={type} id={id} />,
    ]),
  ),
  decidedBy: (id) => <ThingName type="motion" id={id} />,
  personId: (id) => <PersonName id={id} />,
};

type Props = Readonly<{
  value: unknown;
  /** The field that it is in, and what stands beside it: by these an id has a name, and a quantity its unit of measure. */
  field?: string;
  beside?: Readonly<Record<string, unknown>>;
}>;

/** Any value of the API, as people say it. */
export const Said = ({ value, field = '', beside = {} }: Props): ReactNode => {
  const { number, value: word, text, when, day, t, amount } = useWords();
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') {
    const { unitOfMeasure, currency } = beside;
    const measure = field === 'quantity' ? unitOfMeasure : field === 'amountMinor' ? currency : undefined;
    return typeof measure === 'string' ? amount(value, measure) : number(value);
  }
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return when(value);
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
    if (isId(value)) return named[field]?.(value) ?? <code className="id">{value}</code>;
    return word(value);
  }
  if (Array.isArray(value)) return value.every(isPlain) ? <List of={value} field={field} /> : number(value.length);
  if (typeof value === 'object' && ('zh' in value || 'en' in value)) return text(value as Schemas['LocalText']);
  return Object.entries(value).map(([name, each], n) => (
    <span key={name}>
      {n > 0 && ' · '}
      <Said value={each} field={name} beside={value as Readonly<Record<string, unknown>>} />
    </span>
  ));
};

const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object';
const list_max = 20;

const List = ({ of, field }: { of: readonly unknown[]; field: string }) => {
  const { t, number } = useWords();
  const one = field.replace(/Ids$/, 'Id');
  // Ids that nothing here can name say no more than how many they are.
  const isNameless = of.some((each) => isId(each)) && !named[one];
  if (of.length > list_max || of.length === 0 || isNameless) return number(of.length);
  return of.map((each, n) => (
    <span key={n}>
      {n > 0 && t('common.comma')}
      <Said value={each} field={one} />
    </span>
  ));
};
