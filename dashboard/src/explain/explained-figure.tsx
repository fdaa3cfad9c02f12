import { useWords } from '../i18n/language.js';
import { Answered } from '../ui/answered.js';
import { Button } from '../ui/button.js';
import { MaybeLink, ThingName } from '../ui/links.js';
import { More } from '../ui/more.js';
import type { Figure } from './figure.js';
import { useSaid } from './said.js';
import { useExplanation, type Explanation } from './use-explanation.js';

type Items = Explanation['items'];
type Shown = Readonly<{ of: Figure; open: (figure: Figure) => void }>;

/** One figure: what it is, by which rule, and each act with what it adds; they add up to it. */
export const ExplainedFigure = ({ of, open }: Shown) => {
  const { t } = useWords();
  const explanation = useExplanation(of.of, of.path);
  return (
    <Answered of={explanation}>
      {(pages) => {
        const [first] = pages;
        if (!first) return null;
        return (
          <div className="stack" data-explained={of.path}>
            <Head of={of} explanation={first} />
            {first.workedOutOf ? (
              <WorkedOut of={of} value={first.value} parts={first.workedOutOf} open={open} />
            ) : (
              <>
                <Contributions of={of} items={pages.flatMap(({ items }) => items)} />
                <More of={explanation} />
                <Sum of={of} value={first.value} sum={pages.at(-1)?.sum ?? 0} isWhole={!explanation.more} />
              </>
            )}
            <p className="small soft">{t('explain.upTo', { position: first.position })}</p>
          </div>
        );
      }}
    </Answered>
  );
};

const Head = ({ of, explanation: { rule, value } }: { of: Figure; explanation: Explanation }) => {
  const { t, text } = useWords();
  const say = useSaid();
  return (
    <div className="stack close">
      <p className="explained">
        <span>{of.label}</span>
        <strong className="figures" data-value={value}>
          {say(value, of.measure)}
        </strong>
      </p>
      <p>
        {text(rule.words)}{' '}
        <span className="small soft">{t('explain.rule', { name: rule.name, version: rule.version })}</span>
      </p>
    </div>
  );
};

type Parts = Readonly<{
  of: Figure;
  value: number;
  parts: NonNullable<Explanation['workedOutOf']>;
  open: Shown['open'];
}>;

/** A figure that is worked out of two others: how they make it; each of them is explained in its turn. */
const WorkedOut = ({ of, value, parts, open }: Parts) => {
  const { t, number } = useWords();
  const say = useSaid();
  const found = [useExplanation(of.of, parts.part), useExplanation(of.of, parts.whole)] as const;
  const [part, whole] = found.map(({ data }) => data?.[0]?.value);
  const figure = (path: string, name: string, its = 0): Figure => ({ of: of.of, path, label: `${of.label} · ${name}`, value: its }); // prettier-ignore
  const [itsPart, itsWhole] = [
    figure(parts.part, t('explain.part'), part),
    figure(parts.whole, t('explain.whole'), whole),
  ];
  if (part === undefined || whole === undefined)
    return <Answered of={found.find(({ error }) => error) ?? found[0]}>{() => null}</Answered>;
  return (
    <>
      <p className="notice" data-tone={Math.floor((100 * part) / whole) === value ? 'good' : undefined}>
        {t('explain.quotient', { part, whole, value: say(value, of.measure) })}
      </p>
      <div className="row">
        <Button onPress={() => open(itsPart)}>{`${t('explain.part')}: ${number(part)}`}</Button>
        <Button onPress={() => open(itsWhole)}>{`${t('explain.whole')}: ${number(whole)}`}</Button>
      </div>
    </>
  );
};

const Contributions = ({ of, items }: { of: Figure; items: Items }) => {
  const { t } = useWords();
  let sum = 0;
  if (items.length === 0) return <p className="soft">{t('explain.nothing')}</p>;
  return (
    <ol className="contributions">
      {items.map((item, n) => {
        sum += item.amount;
        return <Contribution key={n} of={item} sum={sum} measure={of.measure} />;
      })}
    </ol>
  );
};

type One = Readonly<{ of: Items[number]; sum: number; measure: string | undefined }>;

/** An act, what it happened to, and what it adds; less than nothing where it takes away. */
const Contribution = ({ of: it, sum, measure }: One) => {
  const { t, event, value, when } = useWords();
  const say = useSaid();
  const { amount, position, type, at, category, subjectId, rule } = it;
  return (
    <li data-amount={amount}>
      <span>
        <MaybeLink href={position === null ? undefined : `/history/${position}`}>
          {type ? event(type) : t('explain.below')}
        </MaybeLink>
        <small>
          {category && subjectId && <ThingName type={category} id={subjectId} />}
          {at && <> · {when(at)}</>}
          {rule && ` · ${value(rule.votingRule)} · ${t('explain.quorum', { percent: rule.quorumPercent })}`}
        </small>
      </span>
      <span className="figures">{`${amount > 0 ? '+' : ''}${say(amount, measure)}`}</span>
      <span className="figures soft">
        <span className="unseen">{t('explain.soFar')} </span>
        {say(sum, measure)}
      </span>
    </li>
  );
};

const Sum = (props: { of: Figure; value: number; sum: number; isWhole: boolean }) => {
  const { of, value, sum, isWhole } = props;
  const { t } = useWords();
  const say = useSaid();
  const shown = { sum: say(sum, of.measure), value: say(value, of.measure) };
  const addsUp = sum === value;
  return (
    <p className="notice" data-tone={isWhole ? (addsUp ? 'good' : 'late') : undefined} data-sum={sum}>
      {t(!isWhole ? 'explain.partOf' : addsUp ? 'explain.addsUp' : 'explain.doesNot', shown)}
    </p>
  );
};
