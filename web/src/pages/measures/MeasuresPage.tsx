// What is counted: every element with its unit, rhythm and number of series.
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError } from '../../api/client';
import { useApi, useRole, useSession } from '../../api/hooks';
import type { Elements } from '../../api/measures';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { DataTable, type Column } from '../../components/DataTable';
import { Link } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty, Failure, Skeleton } from '../../components/States';
import { useLanguage, useText } from '../../i18n';
import { ElementDialog, UnitDialog } from './ElementDialog';
import { useUnits } from './useUnits';
import { directionName, elementAddress, elementName, rhythmName, unitName } from './words';

export default function MeasuresPage() {
  const t = useText();
  usePage(t.measures);
  const session = useSession();
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page">
      <div className="page-head"><div><h1>{t.measures}</h1><p className="lede">{t.measuresLede}</p></div>{session.data?.account && <Tools />}</div>
      {session.data?.account ? <List /> : <Failure error={new ApiError(401, { detail: t.measuresSignIn })} />}
    </div>
  );
}

// Defining what is counted and who reports it.
function Tools() {
  const { lang, t } = useLanguage();
  const defines = useRole('officer');
  const units = useUnits();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'element' | 'unit'>();
  if (!defines) return null;
  return (
    <div className="row page-tools">
      <Button icon="plus" look="primary" onPress={() => setOpen('element')}>{t.elementNew}</Button>
      <Button icon="plus" onPress={() => setOpen('unit')}>{t.unitNew}</Button>
      {open === 'element' && <ElementDialog onClose={() => setOpen(undefined)} onDone={(id) => void navigate(elementAddress(id))} />}
      {open === 'unit' && <UnitDialog units={units.list.map((u) => ({ id: u.id, label: unitName(u, lang) }))} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type Row = Elements['elements'][number];

function List() {
  const { lang, t } = useLanguage();
  const elements = useApi<Elements>('/elements', { limit: 5000 });
  const columns: Column<Row>[] = [
    { id: 'name', header: t.measureElement, width: 'wide', value: (r) => elementName(r.element, lang), cell: (r) => <Link to={elementAddress(r.element.id)} lang={CONTENT}>{elementName(r.element, lang)}</Link> },
    { id: 'id', header: 'ID', value: (r) => r.element.id, hidden: true },
    { id: 'unit', header: t.measureUnitOf, filter: 'choice', value: (r) => r.element.unit ?? '' },
    { id: 'rhythm', header: t.measureRhythm, filter: 'choice', value: (r) => rhythmName(t, r.element.rhythm) },
    { id: 'direction', header: t.measureDirection, filter: 'choice', value: (r) => directionName(t, r.element.direction) },
    { id: 'formula', header: t.measureFormula, value: (r) => r.element.formula ?? '', hidden: true },
    { id: 'series', header: t.measureSeries, align: 'end', filter: 'none', value: (r) => r.series },
  ];
  return (
    <Async query={elements}>
      {(data) => (data.elements.length === 0
        ? <Empty title={t.measuresNone}><p>{t.measuresNoneText}</p></Empty>
        : <DataTable label={t.measures} rows={data.elements} columns={columns} name="gangmu-elements" rowId={(r) => r.element.id} />)}
    </Async>
  );
}
