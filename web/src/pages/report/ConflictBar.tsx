import { shown } from '../../api/tracking';
import { Button } from '../../components/Button';
import { CONTENT, Instant } from '../../components/Marks';
import { useText } from '../../i18n';
import { fieldName } from './fields';
import type { Draft } from './useReport';

// Two people wrote into the same field: both are shown, and one is chosen.
export function ConflictBar({ draft }: { draft: Draft }) {
  const t = useText();
  return (
    <section className="conflict" role="alert">
      <h2>{t.reportConflict}</h2>
      <p>{t.reportConflictText}</p>
      {draft.conflicts.map((c) => (
        <div key={c.field} className="conflict-field">
          <h3>{fieldName(t, c.field)}</h3>
          <div><p className="quiet">{t.reportYours}</p><p lang={CONTENT} className="prose">{shown(c.yours)}</p><Button onPress={() => draft.settle(c.field, true)}>{t.reportKeep}</Button></div>
          <div><p className="quiet">{t.reportTheirs(c.by)} <Instant at={c.recorded} /></p><p lang={CONTENT} className="prose">{shown(c.theirs)}</p><Button onPress={() => draft.settle(c.field, false)}>{t.reportKeep}</Button></div>
        </div>
      ))}
    </section>
  );
}
