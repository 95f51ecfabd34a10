// A light is a shape and a word before it is a colour.
import type { LightName } from '../api/evaluation';
import { useText, type Text } from '../i18n';

const SHAPES: Record<LightName, string> = { done: '✓', 'on-track': '●', 'not-due': '○', 'at-risk': '▲', 'not-reported': '□', behind: '■', undecidable: '?', none: '–' };

export const lightShape = (light: LightName): string => SHAPES[light];
export const lightName = (t: Text, light: LightName): string => t[`light_${light}`];

export function LightMark({ light, bare = false }: { light: LightName; bare?: boolean }) {
  const t = useText();
  return <span className={`light light-${light}`} title={lightName(t, light)}><span aria-hidden="true">{SHAPES[light]}</span>{bare ? <span className="unseen">{lightName(t, light)}</span> : ` ${lightName(t, light)}`}</span>;
}
