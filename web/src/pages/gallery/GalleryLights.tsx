// Lights in all their forms, over invented content.
import { LIGHTS, type LightName } from '../../api/evaluation';
import { HeatMap } from '../../charts/HeatMap';
import { LightBars, LightLegend } from '../../charts/LightBars';
import { LightMark } from '../../components/LightMark';
import { Problems } from '../../components/Problems';
import { useText } from '../../i18n';
import { countsByColumn } from '../../lib/lights';

const COUNTS = { behind: 6, 'not-reported': 2, 'at-risk': 9, undecidable: 1, 'not-due': 12, 'on-track': 31, done: 8 };
const row = (row: number, id: string, depth: number, ...lights: LightName[]) => ({ row, id, depth, lights });
const ROWS = [row(0, '1', 0, 'on-track', 'at-risk', 'at-risk'), row(1, '1.1', 1, 'on-track', 'behind', 'behind'), row(2, '1.2', 1, 'not-due', 'not-reported', 'done'), row(3, '1.3', 1, 'none', 'undecidable', 'on-track')];
const COLUMNS = [{ id: 'a', period: '2024-Q3', now: false }, { id: 'b', period: '2024-Q4', now: false }, { id: '', period: '2025-01-15', now: true }];

export function GalleryLights() {
  const t = useText();
  return (
    <>
      <p className="row">{LIGHTS.map((l) => <LightMark key={l} light={l} />)}</p>
      <LightBars label={t.light} bars={[{ id: 'a', name: '示範計畫', counts: COUNTS }]} />
      <LightLegend counts={COUNTS} />
      <div className="gallery-heat"><HeatMap label={t.heatmap} rows={ROWS} columns={COLUMNS} counts={countsByColumn(ROWS, 3)} title={(r) => r.id} plain={(r) => r.id} onEnter={() => undefined} /></div>
      <Problems label={t.overviewAttention} problems={[{ id: 'a', title: t.board_behind, count: 6, body: () => <p>…</p> }, { id: 'b', title: t.board_unowned, count: 0, body: () => <p>{t.boardClear}</p> }]} />
    </>
  );
}
