// The components in all their states, over invented content: for who designs, builds or tests the pages.
import { useState } from 'react';
import { ApiError } from '../../api/client';
import type { Indicator } from '../../api/types';
import { usePage } from '../../app/usePage';
import { BudgetBars } from '../../charts/BudgetBars';
import { Gantt } from '../../charts/Gantt';
import { Spark } from '../../charts/Spark';
import { TargetChart } from '../../charts/TargetChart';
import { Button, IconButton } from '../../components/Button';
import { DataTable } from '../../components/DataTable';
import { Dialog } from '../../components/Dialog';
import { Checkbox, SearchField, Select, TextField } from '../../components/Fields';
import { Agencies, Draft, Kind, Label, Period, Range, SeverityMark, Snippet, TargetValue, Unproofed } from '../../components/Marks';
import { CheckMenu, Menu } from '../../components/Menu';
import { Empty, Failure, Skeleton } from '../../components/States';
import { NamesField } from '../../components/NamesField';
import { PeriodInput } from '../../components/PeriodInput';
import { Switch } from '../../components/Switch';
import { tell } from '../../components/Toast';
import { ListDiff, WordDiff } from '../../components/WordDiff';
import { useText } from '../../i18n';
import { spanOf } from '../../lib/period';
import { timelineOf } from '../../lib/timeline';
import { Colours } from './Colours';
import { GalleryLights } from './GalleryLights';

const target = (period: string, value: string, more: object = {}) => ({ period, value, text: `${value} 處`, unit: '處', ...more });
const RUNNING: Indicator = { id: 'a', node: 'n', title: '示範場域', unit: '處', targets: [target('overall', '120', { comparator: '>=' }), target('2022', '20', { cumulative: true }), target('2023', '55', { cumulative: true }), target('2024', '90', { cumulative: true }), target('2025', '120', { cumulative: true })] };
const YEARLY: Indicator = { id: 'b', node: 'n', title: '新增場域', unit: '處', targets: [target('overall', '130'), target('2022', '20', { cumulative: false }), target('2023', '35', { cumulative: false }), target('2024', '35', { cumulative: false, comparator: '>=' }), target('2025', '40', { cumulative: false })] };
const UNSAID: Indicator = { id: 'c', node: 'n', title: '滿意度', unit: '處', targets: [target('2022', '60'), target('2023', '65', { value_max: '72' }), { period: '2024', text: '完成調查' }, target('2025', '80', { comparator: '~' })] };

const ROWS = [{ name: '智慧路燈', lead: '工務局', count: 12 }, { name: '即時公車', lead: '交通局', count: 3 }, { name: '空氣品質感測', lead: '環保局', count: 140 }];

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return <section className="gallery-section"><h2>{title}</h2>{children}</section>;
}

export default function GalleryPage() {
  const t = useText();
  usePage(t.gallery);
  const [open, setOpen] = useState(false);
  const [view, setView] = useState('chart');
  const [choice, setChoice] = useState('a');
  const [checks, setChecks] = useState(new Set(['a']));
  const [on, setOn] = useState(true);
  const [day, setDay] = useState('113年7月');
  const [names, setNames] = useState(['工務局', '交通局']);
  const timeline = timelineOf([spanOf('2022/2025')!])!;
  return (
    <div className="page">
      <h1>{t.gallery}</h1>
      <p className="lede">tokens · marks · controls · tables · charts · states</p>
      <Section title="Colour, space, type"><Colours /></Section>
      <Section title="Marks">
        <p className="row"><Kind>策略</Kind><Label text="1-1" /><Unproofed /><Draft /><SeverityMark severity="error" /><SeverityMark severity="warning" /><SeverityMark severity="note" /></p>
        <p className="row"><Period period="2021-Q1" full /><Period period="2021-H2" /><Period period="2021-12-31" full /><Range start="2021-07" end="2024-12" full /><Range start="2021" /><Period period="overall" /></p>
        <p className="row"><Agencies names={['工務局', '交通局']} /><TargetValue target={RUNNING.targets![1]!} /><TargetValue target={YEARLY.targets![3]!} /><TargetValue target={{ period: '2024', text: '完成調查' }} /><Snippet parts={[{ text: '推動' }, { text: '智慧路燈', hit: true }, { text: '汰換' }]} /></p>
      </Section>
      <Section title="Buttons and menus">
        <p className="row"><Button look="primary">Primary</Button><Button>Plain</Button><Button look="quiet">Quiet</Button><Button look="danger">Danger</Button><Button isDisabled>Disabled</Button><Button icon="download">CSV</Button><IconButton icon="print" label={t.print} /><IconButton icon="left" label={t.previous} isDisabled /></p>
        <p className="row"><Menu label={t.export} icon="download" entries={[{ id: 'a', label: 'JSON' }, 'rule', { id: 'b', label: 'CSV' }]} /><CheckMenu label={t.columns} icon="columns" choices={[{ id: 'a', label: t.lead }, { id: 'b', label: t.co }]} chosen={checks} onChange={setChecks} /><Switch label={t.view} value={view} onChange={setView} choices={[{ id: 'chart', label: t.chart }, { id: 'table', label: t.table }]} /><Button onPress={() => setOpen(true)}>Dialog</Button><Button onPress={() => tell(t.saved)}>Toast</Button><Button onPress={() => tell(t.failed, 'error')}>Toast (error)</Button></p>
        <Dialog title={t.publish} open={open} onClose={() => setOpen(false)}><p>{t.publishText('示範計畫')}</p><div className="row"><Button look="primary" onPress={() => setOpen(false)}>{t.publish}</Button></div></Dialog>
      </Section>
      <Section title="Fields">
        <div className="gallery-fields"><TextField label={t.displayName} hint={t.accountNameHint} /><TextField label={t.accountName} isInvalid defaultValue="A B" /><TextField label={t.password} isDisabled defaultValue="x" /><Select label={t.kind} value={choice} onChange={setChoice} choices={[{ id: 'a', label: '策略' }, { id: 'b', label: '措施' }]} /><SearchField label={t.findInTree} /><Checkbox checked={on} onChange={setOn}>{t.publicReading}</Checkbox><PeriodInput label={t.start} value={day} onChange={setDay} /><PeriodInput label={t.end} value="年底" onChange={() => undefined} /><NamesField label={t.lead} value={names} onChange={setNames} known={['工務局', '衛生局', '環保局']} unknown={t.deskUnknownAgency} /></div>
      </Section>
      <Section title="Table">
        <DataTable label="Table" name="gallery" rows={ROWS} columns={[{ id: 'name', header: t.item, value: (r) => r.name }, { id: 'lead', header: t.lead, filter: 'choice', value: (r) => r.lead, cell: (r) => <Agencies names={[r.lead]} /> }, { id: 'count', header: t.indicators, align: 'end', filter: 'none', value: (r) => r.count }]} />
      </Section>
      <Section title="Differences">
        <p><WordDiff before="推動智慧路燈，汰換 40 盞" after="推動智慧節能路燈，汰換 45 盞" /></p>
        <p><ListDiff before={['工務局', '交通局']} after={['工務局', '環保局']} /></p>
        <p><ListDiff single before={['113年1月至114年12月']} after={['113年3月至115年第2季']} /></p>
      </Section>
      <Section title="Charts">
        <h3>{t.cumulative}</h3><TargetChart indicator={RUNNING} />
        <h3>{t.yearly}</h3><TargetChart indicator={YEARLY} />
        <h3>{t.unsaid}</h3><TargetChart indicator={UNSAID} />
        <h3>{t.trend}</h3><p className="row"><Spark indicator={RUNNING} /><Spark indicator={YEARLY} /></p>
        <BudgetBars caption={t.budgetByPeriod} bars={[{ period: '2022', amount: 345_000_000, printed: true }, { period: '2023', amount: 512_000_000, printed: true }, { period: '2024', amount: 488_000_000, printed: false }]} />
        <Gantt label={t.schedule} timeline={timeline} today={Date.UTC(2024, 3, 1)} onEnter={() => undefined} rows={[
          { key: 1, depth: 0, label: '1', title: '便捷生活', plain: '便捷生活', heading: true },
          { key: 2, depth: 1, label: '1.1', title: '智慧路燈', plain: '智慧路燈', start: '2022-Q2', end: '2023', detail: '工務局' },
          { key: 3, depth: 1, label: '1.2', title: '即時公車', plain: '即時公車', start: '2023-H2', end: '2025', detail: '交通局' },
          { key: 4, depth: 1, label: '1.3', title: '電子支付', plain: '電子支付', start: '2024-03', detail: '資訊中心' },
        ]} />
      </Section>
      <Section title="Lights"><GalleryLights /></Section>
      <Section title="States">
        <h3>Loading</h3><Skeleton rows={4} />
        <h3>Empty</h3><Empty title={t.noPlans} actions={<Button look="primary">{t.upload}</Button>}><p>{t.noPlansText}</p></Empty>
        <h3>Error</h3><Failure error={new ApiError(400, { title: '查詢式有誤', code: 'bad-query', detail: '括號沒有成對。', mend: '請補上右括號「)」。', detail_en: 'A bracket is not closed.', mend_en: 'Close it with “)”.' })} retry={() => undefined} />
        <h3>Unreachable</h3><Failure error={new ApiError(0, { code: 'unreachable' })} retry={() => undefined} />
        <h3>Not found</h3><Failure error={new ApiError(404, { detail: '找不到計畫 p-0。', detail_en: 'There is no plan p-0.' })} />
        <h3>No right</h3><Failure error={new ApiError(403, { detail: '此計畫尚為草案。', detail_en: 'This plan is still a draft.' })} />
        <h3>Sign in</h3><Failure error={new ApiError(401, {})} />
      </Section>
    </div>
  );
}
