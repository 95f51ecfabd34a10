// What part each agency bears of a joint goal. Shares are decimals that sum to exactly 1, so they are added as integers.
import { useState } from 'react';
import { Button, IconButton } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { useText } from '../../i18n';

const PLACES = 6;
const UNIT = 10 ** PLACES;
const SHARE = /^(0(\.\d{1,6})?|1(\.0{1,6})?|\.\d{1,6})$/;

const whole = (typed: string): number => (SHARE.test(typed.trim()) ? Math.round(Number(typed) * UNIT) : NaN);
export const sumOf = (shares: Record<string, string>): number => Object.values(shares).reduce((sum, s) => sum + whole(s), 0) / UNIT;
export const sharesWritten = (shares: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(shares).map(([a, s]) => [a, s.trim()]));

// Alike for all; what does not divide goes to the first.
export function alike(agencies: string[]): Record<string, string> {
  const each = Math.floor(10_000 / agencies.length);
  return Object.fromEntries(agencies.map((a, i) => [a, String((i === 0 ? 10_000 - each * (agencies.length - 1) : each) / 10_000)]));
}

export function SharesField({ agencies, value, onChange }: { agencies: string[]; value: Record<string, string>; onChange: (shares: Record<string, string>) => void }) {
  const t = useText();
  const [adding, setAdding] = useState('');
  const names = Object.keys(value);
  const sum = sumOf(value);
  const add = () => { if (adding.trim() && !(adding.trim() in value)) onChange({ ...value, [adding.trim()]: '' }); setAdding(''); };
  return (
    <fieldset className="shares">
      <legend className="field-label">{t.itemShares}</legend>
      <p className="field-hint">{t.itemSharesText}</p>
      {names.map((agency) => (
        <div key={agency} className="share">
          <span lang={CONTENT}>{agency}</span>
          <input className="input" inputMode="decimal" aria-label={t.itemShareOf(agency)} value={value[agency]} onChange={(e) => onChange({ ...value, [agency]: e.target.value })} {...(Number.isNaN(whole(value[agency] ?? '')) ? { 'data-invalid': true, 'aria-invalid': true } : {})} />
          <IconButton icon="close" label={`${t.remove} ${agency}`} onPress={() => onChange(Object.fromEntries(Object.entries(value).filter(([a]) => a !== agency)))} />
        </div>
      ))}
      {names.length > 0 && <p className={sum === 1 ? 'share-sum' : 'field-error'} role="status">{t.itemSharesSum(Number.isNaN(sum) ? '?' : String(sum))}{sum !== 1 && ` · ${t.itemSharesBad}`}</p>}
      <div className="row">
        {agencies.length > 1 && <Button onPress={() => onChange(alike(agencies))}>{t.itemSharesEqual}</Button>}
        <input className="input share-add" aria-label={t.deskAddTo(t.itemShares)} placeholder={t.agency} lang={CONTENT} value={adding} onChange={(e) => setAdding(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter' && !e.nativeEvent.isComposing) { e.preventDefault(); add(); } }} />
        <Button icon="plus" onPress={add} isDisabled={!adding.trim()}>{t.addName}</Button>
        {names.length > 0 && <Button onPress={() => onChange({})}>{t.itemSharesNone}</Button>}
      </div>
    </fieldset>
  );
}
