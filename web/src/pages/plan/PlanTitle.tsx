import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiUrl, ApiError, send } from '../../api/client';
import { useDates, useDraft, useRole } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Checkbox, TextField } from '../../components/Fields';
import { documentAddress, Link, planAddress } from '../../components/Link';
import { CONTENT, Draft, Range, Unproofed } from '../../components/Marks';
import { Menu } from '../../components/Menu';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { todayInTaipei } from '../../lib/period';

export function PlanTitle({ plan }: { plan: PlanHead }) {
  const t = useText();
  const dates = useDates();
  const draft = useDraft();
  const officer = useRole('officer');
  const link = (format: string) => apiUrl(`/plans/${encodeURIComponent(plan.id)}/export`, { format, ...dates, ...draft });
  return (
    <div className="page-head">
      <div>
        <h1 lang={CONTENT}>{plan.title}</h1>
        <p className="meta">
          {plan.issuer && <span lang={CONTENT}>{plan.issuer}</span>}
          {plan.period && <Range start={plan.period.start} end={plan.period.end} full />}
          {plan.state === 'draft' ? <Draft /> : plan.edition !== undefined && <span>{t.edition(plan.edition)}</span>}
          {!plan.proofread && <Unproofed />}
          {plan.documents.map((d) => <Link key={d.sha256} to={documentAddress(d.sha256)} lang={CONTENT}>{d.name}</Link>)}
        </p>
      </div>
      <div className="page-tools">
        {plan.state !== 'draft' && plan.draft && <Link className="button button-plain" to={`${planAddress(plan.id)}?draft=true`}>{t.seeDraft}</Link>}
        {plan.state === 'draft' && draft.draft && <a className="button button-plain" href={planAddress(plan.id)}>{t.seePublished}</a>}
        {(plan.editions?.filter((e) => e.state !== 'erased').length ?? 0) > 1 && <Link className="button button-plain" to={planAddress(plan.id, 'diff')}>{t.diffSee}</Link>}
        {officer && <Link className="button button-plain" to={planAddress(plan.id, 'desk')}>{t.desk}</Link>}
        {officer && plan.state === 'draft' && <Publish plan={plan} />}
        <Menu label={t.export} icon="download" entries={[
          { id: 'json', label: t.exportJson, href: link('json'), download: true },
          { id: 'csv', label: t.exportCsv, href: link('csv'), download: true },
          { id: 'xlsx', label: t.exportXlsx, href: link('xlsx'), download: true },
        ]} />
        <Button icon="print" onPress={() => window.print()}>{t.print}</Button>
      </div>
    </div>
  );
}

function Publish({ plan }: { plan: PlanHead }) {
  const t = useText();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [effective, setEffective] = useState(todayInTaipei());
  const [proofread, setProofread] = useState(false);
  const [error, setError] = useState<Error>();
  const publish = async () => {
    try {
      await send('POST', `/plans/${encodeURIComponent(plan.id)}/publish`, { effective, proofread });
      setOpen(false);
      tell(t.published);
      await client.invalidateQueries();
    } catch (e) {
      setError(e instanceof Error ? e : new ApiError(0, {}));
    }
  };
  return (
    <>
      <Button look="primary" onPress={() => setOpen(true)}>{t.publish}</Button>
      <Dialog title={t.publish} open={open} onClose={() => setOpen(false)}>
        <form onSubmit={(e) => { e.preventDefault(); void publish(); }}>
          <p>{t.publishText(plan.title)}</p>
          <TextField label={t.effectiveFrom} hint={t.isoHint} value={effective} onChange={setEffective} pattern="\d{4}-\d{2}-\d{2}" isRequired />
          <Checkbox checked={proofread} onChange={setProofread}>{t.proofreadDone}</Checkbox>
          {error && <Failure error={error} />}
          <div className="row"><Button type="submit" look="primary">{t.publish}</Button><Button onPress={() => setOpen(false)}>{t.cancel}</Button></div>
        </form>
      </Dialog>
    </>
  );
}
