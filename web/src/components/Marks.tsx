// The small marks of the ledger: what kind a node is, when, who, how grave, and figures as promised.
import { Fragment } from 'react';
import type { Brief, Figure, Piece, ScheduleEntry, Severity, Target } from '../api/types';
import { useLanguage, useText } from '../i18n';
import { showDecimal } from '../lib/numbers';
import { formatInstant, formatPeriod, formatRange } from '../lib/period';
import { Icon } from './Icon';
import { agencyAddress, Link } from './Link';

export const CONTENT = 'zh-Hant-TW'; // the language of the documents, whatever the page speaks

export function Kind({ children }: { children: string | undefined }) {
  return children ? <span className="kind" lang={CONTENT}>{children}</span> : null;
}

export function Period({ period, full = false }: { period: string | undefined; full?: boolean }) {
  const { lang } = useLanguage();
  return period ? <time title={period}>{formatPeriod(period, lang, full)}</time> : null;
}

export function Range({ start, end, full = false }: { start?: string | undefined; end?: string | undefined; full?: boolean }) {
  const { lang } = useLanguage();
  if (!start && !end) return null;
  return <time title={[start, end].map((x) => x || '…').join(' / ')}>{formatRange(start, end, lang, full)}</time>;
}

export function Instant({ at }: { at: string | undefined }) {
  const { lang } = useLanguage();
  return at ? <time title={at} dateTime={at}>{formatInstant(at, lang)}</time> : null;
}

export function Schedule({ entries, full = false }: { entries: ScheduleEntry[] | undefined; full?: boolean }) {
  return (
    <>
      {(entries ?? []).map((entry, i) => (
        <span key={i} className="schedule-entry">
          {entry.phase && <span lang={CONTENT}>{entry.phase} </span>}
          {entry.text ? <span lang={CONTENT}>{entry.text}</span> : <Range start={entry.start} end={entry.end} full={full} />}
        </span>
      ))}
    </>
  );
}

export function Agencies({ names, plain = false }: { names: readonly string[] | undefined; plain?: boolean }) {
  if (!names?.length) return null;
  return (
    <span lang={CONTENT}>
      {names.map((name, i) => (
        <Fragment key={name + i}>{i > 0 && '、'}{plain ? name : <Link to={agencyAddress(name)} className="agency">{name}</Link>}</Fragment>
      ))}
    </span>
  );
}

// An agency, or that nobody answers.
export function AgencyName({ name }: { name: string }) {
  const t = useText();
  return name ? <Link to={agencyAddress(name)} lang={CONTENT}>{name}</Link> : <span className="quiet">{t.board_unowned}</span>;
}

export function SeverityMark({ severity, bare = false }: { severity: Severity; bare?: boolean }) {
  const t = useText();
  const name = { error: t.severityError, warning: t.severityWarning, note: t.severityNote }[severity];
  return (
    <span className={`severity severity-${severity}`} {...(bare ? { title: name } : {})}>
      <Icon name={severity} size={16} />
      {bare ? <span className="unseen">{name}</span> : name}
    </span>
  );
}

export function Unproofed() {
  const t = useText();
  return <span className="stamp" title={t.unproofedText}>{t.unproofed}</span>;
}

export function Draft() {
  return <span className="stamp stamp-draft">{useText().draft}</span>;
}

export function Label({ of, text }: { of?: Brief; text?: string | undefined }) {
  const label = text ?? of?.label;
  return label ? <span className="label" lang={CONTENT}>{label}</span> : null;
}

export function figureText(figure: Figure): string {
  const sign = figure.comparator === '>=' ? '≥ ' : figure.comparator === '<=' ? '≤ ' : figure.comparator === '~' ? '約 ' : '';
  const value = showDecimal(figure.value) + (figure.value_max === undefined ? '' : `–${showDecimal(figure.value_max)}`);
  return value ? `${sign}${value}${figure.unit ? ` ${figure.unit}` : ''}` : figure.text ?? '';
}

// A promised value: the figure where there is exactly one, with what it counts; otherwise the printed words.
export function TargetValue({ target, unit = true }: { target: Target; unit?: boolean }) {
  const t = useText();
  if (target.value === undefined) return <span className="target-words" lang={CONTENT}>{target.text}</span>;
  const { unit: _, ...bare } = target;
  const every = target.every === 'year' ? t.everyYear : target.every === 'quarter' ? t.everyQuarter : target.every === 'month' ? t.everyMonth : target.cumulative === false ? t.thatYear : '';
  return (
    <span className="target" title={target.text}>
      <span className="figure" lang={CONTENT}>{figureText(unit ? target : bare)}</span>
      {target.cumulative === true && <span className="tally">{t.cumulativeShort}</span>}
      {every && <span className="tally">{every}</span>}
    </span>
  );
}

export function Snippet({ parts }: { parts: Piece[] | undefined }) {
  return <span lang={CONTENT}>{(parts ?? []).map((part, i) => (part.hit ? <mark key={i}>{part.text}</mark> : <Fragment key={i}>{part.text}</Fragment>))}</span>;
}
