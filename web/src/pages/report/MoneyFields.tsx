import { useState } from 'react';
import { shown, type Report } from '../../api/tracking';
import { Button } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { useText } from '../../i18n';
import type { Draft } from './useReport';

const USUAL = ['公務預算', '特別預算', '基金'];

// Money by source; the rate is reckoned, never typed.
export function MoneyFields({ draft, report, disabled }: { draft: Draft; report: Report; disabled: boolean }) {
  const t = useText();
  const [added, setAdded] = useState<string[]>([]);
  const sources = [...new Set([...report.money.map((m) => m.source), ...added])];
  const offer = USUAL.filter((s) => !sources.includes(s));
  const number = (field: string) => Number(shown(draft.value(field)).replaceAll(',', '') || 'NaN');
  const input = (field: string, label: string) => <input className="input" inputMode="numeric" aria-label={label} value={shown(draft.value(field))} disabled={disabled} onChange={(e) => draft.set(field, e.target.value.trim() === '' ? null : e.target.value)} />;
  if (disabled && !sources.length) return null;
  return (
    <section aria-labelledby="report-money">
      <h2 id="report-money">{t.reportMoney}</h2>
      {sources.length > 0 && (
        <div className="table-box">
          <table className="table money-table">
            <thead><tr><th scope="col">{t.reportSource}</th><th scope="col">{t.reportAvailable}</th><th scope="col">{t.reportSpent}</th><th scope="col">{t.reportRate}</th></tr></thead>
            <tbody>{sources.map((s) => {
              const rate = number(`money/${s}/spent`) / number(`money/${s}/available`);
              return <tr key={s}><th scope="row" lang={CONTENT}>{s}</th><td data-label={t.reportAvailable}>{input(`money/${s}/available`, `${s} ${t.reportAvailable}`)}</td><td data-label={t.reportSpent}>{input(`money/${s}/spent`, `${s} ${t.reportSpent}`)}</td><td data-label={t.reportRate} data-align="end">{Number.isFinite(rate) ? `${(rate * 100).toFixed(1)} %` : ''}</td></tr>;
            })}</tbody>
          </table>
        </div>
      )}
      {!disabled && offer.length > 0 && <p className="row">{offer.map((s) => <Button key={s} icon="plus" onPress={() => setAdded([...added, s])} aria-label={`${t.reportAddSource}：${s}`}><span lang={CONTENT}>{s}</span></Button>)}</p>}
    </section>
  );
}
