import { useMemo, useState } from 'react';
import { segments, send } from '../../api/client';
import { useRole } from '../../api/hooks';
import type { EvaluationSettings } from '../../api/settings';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { TextField } from '../../components/Fields';
import { Link, nodeAddress } from '../../components/Link';
import { CONTENT, Label } from '../../components/Marks';
import { NodePicker } from '../../components/NodePicker';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { buildTree } from '../../lib/tree';
import { showDecimal } from '../../lib/numbers';
import { useWrite } from '../admin/useWrite';
import { useOutline, usePlan } from '../plan/usePlan';

type Row = EvaluationSettings['weights'][number];

export function Weights({ plan, settings }: { plan: string; settings: EvaluationSettings }) {
  const t = useText();
  const officer = useRole('officer');
  const [editing, setEditing] = useState<Row | 'new'>();
  const columns = useMemo((): Column<Row>[] => [
    { id: 'title', header: t.item, width: 'wide', value: (w) => `${w.label ?? ''} ${w.title}`.trim(), cell: (w) => <Link to={nodeAddress(plan, w.node)} lang={CONTENT}><Label text={w.label} />{w.title}</Link> },
    { id: 'weight', header: t.weightOf, align: 'end', filter: 'none', value: (w) => Number(w.weight), cell: (w) => showDecimal(w.weight) },
    ...(officer ? [{ id: 'edit', header: t.edit, filter: 'none' as const, value: () => '', cell: (w: Row) => <Button onPress={() => setEditing(w)} aria-label={`${t.edit} ${w.title}`}>{t.edit}</Button> }] : []),
  ], [t, plan, officer]);
  return (
    <section aria-labelledby="weights">
      <h2 id="weights">{t.weights}</h2>
      <p className="lede">{t.weightsText}</p>
      <DataTable label={`${t.weights} ${t.table}`} rows={settings.weights} columns={columns} name={`weights-${plan}`} empty={t.weightsNone} tools={officer && <Button icon="plus" onPress={() => setEditing('new')}>{t.weightAdd}</Button>} />
      {editing && <Editor plan={plan} row={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </section>
  );
}

function Editor({ plan, row, onClose }: { plan: string; row: Row | undefined; onClose: () => void }) {
  const t = useText();
  const outline = useOutline(usePlan());
  const [node, setNode] = useState(row?.node);
  const [weight, setWeight] = useState(row ? String(row.weight) : '');
  const { run, error } = useWrite(async () => {
    await send('PUT', `/plans/${encodeURIComponent(plan)}/weights/${segments(node!)}`, weight.trim() ? { weight: weight.trim() } : {});
    tell(t.weightSaved);
    onClose();
  });
  const good = node !== undefined && (weight.trim() === '' ? row !== undefined : /^\d+(\.\d+)?$/.test(weight.trim()));
  return (
    <Dialog title={t.weightAdd.replace('…', '')} open onClose={onClose}>
      <form className="form" onSubmit={(e) => { e.preventDefault(); if (good) void run(); }}>
        {error && <Failure error={error} />}
        {row ? <p lang={CONTENT}><Label text={row.label} />{row.title}</p> : (
          <Async query={outline}>{(data) => <NodePicker label={t.item} outline={data} tree={buildTree(data.parent)} value={node === undefined ? undefined : data.id.indexOf(node)} onChange={(at) => setNode(data.id[at])} />}</Async>
        )}
        <TextField label={t.weightOf} hint={t.weightHint} value={weight} onChange={setWeight} inputMode="decimal" />
        <div className="row"><Button type="submit" look="primary" isDisabled={!good}>{t.save}</Button><Button onPress={onClose}>{t.cancel}</Button></div>
      </form>
    </Dialog>
  );
}
