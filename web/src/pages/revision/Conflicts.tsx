// What of a revision does not fit the plan's newest edition, and the way out.
import { send } from '../../api/client';
import type { Revision } from '../../api/revision';
import { Button } from '../../components/Button';
import { CONTENT } from '../../components/Marks';
import { Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import { useWrite } from '../admin/useWrite';
import { describe } from '../desk/describe';

export function Conflicts({ plan, revision, name }: { plan: string; revision: Revision; name: (id: string) => string }) {
  const { lang, t } = useLanguage();
  const { run, error } = useWrite(async () => {
    await send('POST', `/plans/${encodeURIComponent(plan)}/revisions/${revision.number}`, { act: 'rebase', version: revision.version });
    tell(t.revisionDone);
  });
  if (!revision.behind) return null;
  return (
    <section className="conflict" aria-labelledby="conflicts">
      <h2 id="conflicts">{revision.conflicts.length ? t.revisionConflictsTitle(revision.conflicts.length) : t.revisionBehind(revision.newest)}</h2>
      {error && <Failure error={error} />}
      <ul>{revision.conflicts.map((c) => <li key={c.at}><span lang={CONTENT}>{c.at + 1}. {describe(c.operation, t, name)}</span><span className="revision-why"> — {c.reason[lang]}；{c.applied ? t.revisionWouldApply : t.revisionWontApply}</span></li>)}</ul>
      <p className="quiet">{t.revisionRebaseText(revision.newest)}</p>
      {revision.may.edit && <Button icon="merge" onPress={() => void run()}>{t.revisionRebase}</Button>}
    </section>
  );
}
