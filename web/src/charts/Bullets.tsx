// Targets against what was reached, one row each: the bar is the value, the tall tick the target, and the bands behind it
// where the light changes (hatched: behind; dotted: at risk; plain: met). A word and a shape beside it say the same.
import { LightMark } from '../components/LightMark';
import { CONTENT } from '../components/Marks';
import { useLanguage } from '../i18n';
import { showDecimal } from '../lib/numbers';
import type { LightName } from '../api/evaluation';

export interface Bullet { id: string; name: string; value: number; goal: number; unit: string; light: LightName; falling: boolean; met: number; near: number; period: string }

const W = 300;
const H = 26;

export function Bullets({ label, items }: { label: string; items: Bullet[] }) {
  const { t } = useLanguage();
  if (!items.length) return null;
  return (
    <figure className="chart bullets" aria-label={label}>
      <figcaption className="chart-caption">{label}
        <span className="key"><svg width="22" height="12" aria-hidden="true"><rect className="bullet-value" y="3" width="22" height="6" /></svg>{t.bulletValue}</span>
        <span className="key"><svg width="8" height="14" aria-hidden="true"><rect className="bullet-goal" x="2" width="3" height="14" /></svg>{t.bulletGoal}</span>
        <span className="key"><svg width="22" height="12" aria-hidden="true"><Patterns /><rect className="bullet-behind" fill="url(#bullet-hatch)" width="22" height="12" /></svg>{t.bulletBehind}</span>
        <span className="key"><svg width="22" height="12" aria-hidden="true"><rect className="bullet-risk" fill="url(#bullet-dots)" width="22" height="12" /></svg>{t.bulletRisk}</span>
      </figcaption>
      <ul>{items.map((b) => <Row key={b.id} bullet={b} />)}</ul>
    </figure>
  );
}

function Row({ bullet: b }: { bullet: Bullet }) {
  const { t } = useLanguage();
  const top = Math.max(b.value, b.goal, 0) * 1.15 || 1;
  const x = (v: number) => Math.max(0, Math.min(W, (v / top) * W));
  // Where less is better the bands lie on the other side of the target.
  const near = b.falling ? (b.goal * (200 - b.near)) / 100 : (b.goal * b.near) / 100;
  const met = b.falling ? (b.goal * (200 - b.met)) / 100 : (b.goal * b.met) / 100;
  return (
    <li>
      <p><span lang={CONTENT}>{b.name}</span> <LightMark light={b.light} /></p>
      <svg viewBox={`0 0 ${W} ${H}`} preserveAspectRatio="none" role="img" aria-label={`${b.name}：${t.bulletValue} ${showDecimal(b.value)}${b.unit}，${t.bulletGoal} ${showDecimal(b.goal)}${b.unit}`}>
        <rect className="bullet-met" width={W} height={H} />
        {b.goal > 0 && (b.falling
          ? <><rect className="bullet-risk" fill="url(#bullet-dots)" x={x(met)} width={x(near) - x(met)} height={H} /><rect className="bullet-behind" fill="url(#bullet-hatch)" x={x(near)} width={W - x(near)} height={H} /></>
          : <><rect className="bullet-behind" fill="url(#bullet-hatch)" width={x(near)} height={H} /><rect className="bullet-risk" fill="url(#bullet-dots)" x={x(near)} width={x(met) - x(near)} height={H} /></>)}
        <rect className="bullet-value" y={H / 2 - 4} width={x(b.value)} height={8} />
        <rect className="bullet-goal" x={x(b.goal) - 1.5} y={2} width={3} height={H - 4} />
      </svg>
      <p className="quiet">{b.period} {showDecimal(b.value)}／{showDecimal(b.goal)} <span lang={CONTENT}>{b.unit}</span></p>
    </li>
  );
}

// Fills that are told apart without colour; drawn once, used by every row.
function Patterns() {
  return (
    <defs>
      <pattern id="bullet-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line className="bullet-ink" x1="0" y1="0" x2="0" y2="6" /></pattern>
      <pattern id="bullet-dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle className="bullet-dot" cx="2" cy="2" r="1" /></pattern>
    </defs>
  );
}
