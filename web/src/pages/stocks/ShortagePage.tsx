// One shortage and its course: notified, assessed, handled; who, when, why.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import type { Severity, Shortage, StockScope } from '../../api/stocks';
import { Button } from '../../components/Button';
import { Select, TextField } from '../../components/Fields';
import { CONTENT, Instant, Period } from '../../components/Marks';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Async } from '../../components/States';
import { useText } from '../../i18n';
import { StockFrame, useExercise } from './scope';

export default function ShortagePage() {
  const { shortage = '' } = useParams();
  const exercise = useExercise();
  const view = useApi<StockScope & { shortage: Shortage }>(`/stocks/shortages/${encodeURIComponent(shortage)}`, { exercise });
  return (
    <StockFrame title={view.data?.shortage.item.replace('【演習】', '')} scope={view.data}>
      <Async page query={view}>{(data) => <Loaded shortage={data.shortage} open={data.exercise?.open ?? true} />}</Async>
    </StockFrame>
  );
}

function Loaded({ shortage: s, open }: { shortage: Shortage; open: boolean }) {
  const t = useText();
  const [step, setStep] = useState<'assessed' | 'handled'>();
  return (
    <>
      <div className="page-head">
        <div><h1 lang={CONTENT}>{s.item.replace('【演習】', '')}</h1><p className="meta"><span className="case-state">{t[`case_${s.state}`]}</span><span>{t.shortageSeverity}：{t[`severity_${s.severity}`]}</span><span lang={CONTENT}>{s.owner}</span>{(s.agency || s.site_name) && <span lang={CONTENT}>{t.shortageAgency}：{s.agency || s.site_name}</span>}</p></div>
        {s.may_step && open && (
          <div className="row page-tools">
            <Button onPress={() => setStep('assessed')}>{s.state === 'notified' ? t.shortageAssess : t.shortageAgain}</Button>
            {s.state === 'assessed' && <Button look="primary" onPress={() => setStep('handled')}>{t.shortageHandle}</Button>}
          </div>
        )}
      </div>
      {(s.substitute || s.expected_end) && <dl className="stock-facts">{s.substitute && <div><dt>{t.shortageSubstitute}</dt><dd lang={CONTENT}>{s.substitute}</dd></div>}{s.expected_end && <div><dt>{t.shortageEnd}</dt><dd><Period period={s.expected_end} /></dd></div>}</dl>}
      <section>
        <h2 id="steps">{t.shortageSteps}</h2>
        <ol className="case-steps">{s.steps.map((each, i) => <li key={i}><div><p className="case-state">{t[`case_${each.to}`]}</p><p className="quiet"><Instant at={each.recorded} /><br />{each.by}</p></div><div><p lang={CONTENT}>{each.reason}</p><p className="quiet">{t.shortageSeverity}：{t[`severity_${each.severity}`]}</p></div></li>)}</ol>
      </section>
      {step && <StepDialog shortage={s} to={step} onClose={() => setStep(undefined)} />}
    </>
  );
}

function StepDialog({ shortage, to, onClose }: { shortage: Shortage; to: 'assessed' | 'handled'; onClose: () => void }) {
  const t = useText();
  const exercise = useExercise();
  const [severity, setSeverity] = useState<Severity>(shortage.severity);
  const [substitute, setSubstitute] = useState(shortage.substitute);
  const [end, setEnd] = useState(shortage.expected_end ?? '');
  const client = useQueryClient();
  const run = async (reason: string) => {
    await send('POST', `/stocks/shortages/${encodeURIComponent(shortage.id)}`, { exercise, to, reason, severity, substitute, expected_end: end });
    await client.invalidateQueries();
  };
  return (
    <ReasonDialog title={t[`case_${to}`]} action={to === 'handled' ? t.shortageHandle : t.shortageAssess} onClose={onClose} onDone={run}>
      <Select label={t.shortageSeverity} value={severity} onChange={(id) => setSeverity(id as Severity)} choices={(['unknown', 'none', 'low', 'medium', 'high'] as const).map((s) => ({ id: s, label: t[`severity_${s}`] }))} />
      <TextField label={t.shortageSubstitute} value={substitute} onChange={setSubstitute} maxLength={200} />
      <label className="field"><span className="field-label">{t.shortageEnd}</span><input className="input" type="date" value={end} onChange={(e) => setEnd(e.target.value)} /></label>
    </ReasonDialog>
  );
}
