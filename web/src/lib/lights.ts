// The picture of a plan's lights by cycle: its letters as rows, which rows to show, and how many of each light a cycle has.
import type { LightName } from '../api/evaluation';
import type { LightPicture } from '../api/settings';
import type { Outline } from '../api/types';

export interface HeatColumn { id: string; period: string; now: boolean }
export interface HeatRow { row: number; id: string; depth: number; lights: LightName[] }

const TROUBLE = new Set<LightName>(['behind', 'not-reported', 'at-risk']);
const SILENT = new Set<LightName>(['none']);

export const columnsOf = (picture: LightPicture): HeatColumn[] => [...picture.cycles.map((c) => ({ id: c.id, period: c.period, now: false })), { id: '', period: picture.today, now: true }];

export function heatRows(picture: LightPicture, outline: Outline): HeatRow[] {
  const at = new Map(picture.id.map((id, i) => [id, i]));
  const depth = new Int32Array(outline.count);
  const light = (letters: string, i: number) => picture.legend[letters.charCodeAt(i) - 97] ?? 'none';
  const rows: HeatRow[] = [];
  for (let row = 0; row < outline.count; row++) {
    const up = outline.parent[row]!;
    depth[row] = up < 0 ? 0 : depth[up]! + 1;
    const i = at.get(outline.id[row]!);
    if (i === undefined) continue;
    const lights = [...picture.cycles.map((c) => light(c.lights, i)), light(picture.now, i)];
    if (lights.every((l) => SILENT.has(l))) continue; // nothing was promised there
    rows.push({ row, id: outline.id[row]!, depth: depth[row]!, lights });
  }
  return rows;
}

// Those of at most this depth, and of these with `trouble` those whose last light is one to act on.
export const shownRows = (rows: HeatRow[], depth: number, trouble: boolean): HeatRow[] => rows.filter((r) => r.depth <= depth && (!trouble || TROUBLE.has(r.lights.at(-1)!)));

// Of the rows that have nothing of theirs below them, so that nothing counts twice.
export function countsByColumn(rows: HeatRow[], columns: number): Partial<Record<LightName, number>>[] {
  const counts = Array.from({ length: columns }, (): Partial<Record<LightName, number>> => ({}));
  rows.forEach((r, i) => {
    if (rows[i + 1] && rows[i + 1]!.depth > r.depth) return;
    r.lights.forEach((l, c) => { if (!SILENT.has(l)) counts[c]![l] = (counts[c]![l] ?? 0) + 1; });
  });
  return counts;
}
