// Findings and doubtful places to work through, one open at a time.
import { useEffect, useRef, useState } from 'react';
import { segments, send } from '../../api/client';
import { sourcesOf } from '../../api/types';
import { Button } from '../../components/Button';
import { Select } from '../../components/Fields';
import { Icon } from '../../components/Icon';
import { CONTENT, SeverityMark } from '../../components/Marks';
import { PlaceLink } from '../../components/PlaceText';
import { Empty } from '../../components/States';
import { tell } from '../../components/Toast';
import { useLanguage } from '../../i18n';
import type { Task, TaskShow, TaskSort } from '../../lib/worklist';
import { useDesk } from './useDesk';

interface Props {
  tasks: Task[]; // in order, as shown
  total: { all: number; done: number };
  chosen: string | undefined;
  names: ReadonlyMap<string, string>;
  ruleName: (rule: string) => string | undefined;
  sort: TaskSort;
  show: TaskShow;
  onSort: (sort: TaskSort) => void;
  onShow: (show: TaskShow) => void;
  onChoose: (task: Task) => void;
  onGo: (node: string) => void;
  onSeen: (task: Task) => void;
  onDismiss: (task: Task) => void;
  onNext: () => void;
}

const AT_ONCE = 200;

export function Worklist(props: Props) {
  const { tasks, total, chosen, sort, show } = props;
  const { t } = useLanguage();
  const [most, setMost] = useState(AT_ONCE);
  const at = tasks.findIndex((x) => x.finding.id === chosen);
  const shown = tasks.slice(0, Math.max(most, at + 20));
  return (
    <>
      <div className="work-head">
        <Progress done={total.done} all={total.all} />
        <div className="row work-tools">
          <Select label={t.deskShow} hideLabel value={show} onChange={(s) => props.onShow(s as TaskShow)} choices={[{ id: 'open', label: t.deskShowOpen }, { id: 'all', label: t.deskShowAll }, { id: 'rules', label: t.deskShowRules }, { id: 'doubts', label: t.deskShowDoubts }]} />
          <Select label={t.deskSort} hideLabel value={sort} onChange={(s) => props.onSort(s as TaskSort)} choices={[{ id: 'document', label: t.deskSortDocument }, { id: 'severity', label: t.deskSortSeverity }]} />
        </div>
      </div>
      {!tasks.length ? (
        <div className="work-list"><Empty title={total.all ? t.deskAllDone : t.deskNoTasks}><p>{total.all ? t.deskAllDoneText : t.deskNoTasksText}</p></Empty></div>
      ) : (
        <ol className="work-list" aria-label={t.deskWorklist}>
          {shown.map((task) => <Item key={task.finding.id} task={task} {...props} open={task.finding.id === chosen} />)}
          {tasks.length > shown.length && <li><Button onPress={() => setMost(most + 300)}>{t.showMore(tasks.length - shown.length)}</Button></li>}
        </ol>
      )}
    </>
  );
}

function Progress({ done, all }: { done: number; all: number }) {
  const { t } = useLanguage();
  return (
    <div className="work-progress">
      <span className="work-count" role="status">{t.deskProgress(done, all)}</span>
      <span className="progress" role="progressbar" aria-label={t.deskWorklist} aria-valuemin={0} aria-valuemax={Math.max(1, all)} aria-valuenow={done}><span className="progress-fill" style={{ width: `${all ? (done / all) * 100 : 100}%` }} /></span>
    </div>
  );
}

function Item({ task, open, names, ruleName, onChoose, onGo, onSeen, onDismiss, onNext }: Props & { task: Task; open: boolean }) {
  const { lang, t } = useLanguage();
  const { finding } = task;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (open) row.current?.scrollIntoView({ block: 'nearest' }); }, [open]);
  return (
    <li ref={row} className={`work-item${open ? ' work-open' : ''}${task.done ? ' work-done' : ''}`}>
      <button type="button" className="work-button" aria-expanded={open} onClick={() => onChoose(task)}>
        <span className="work-mark">{task.done ? <Icon name={task.dismissed ? 'check' : 'eye'} size={16} /> : <SeverityMark severity={finding.severity} bare />}<span className="unseen">{task.dismissed ? t.deskDismissed : task.seen ? t.deskSeen : ''}</span></span>
        <span className="work-text">{lang === 'en' && finding.message_en ? finding.message_en : <span lang={CONTENT}>{finding.message}</span>}</span>
      </button>
      {open && (
        <div className="work-body">
          {finding.dismissed && <p className="quiet">{t.dismissed(finding.dismissed.reason)}{finding.dismissed.by && `（${finding.dismissed.by}）`}</p>}
          <div className="row">
            {task.dismissed ? <Restore task={task} /> : <Button onPress={() => onDismiss(task)}>{t.deskDismiss}</Button>}
            {!task.dismissed && <Button icon={task.seen ? 'undo' : 'eye'} onPress={() => onSeen(task)}>{task.seen ? t.deskUnsee : t.deskSee}</Button>}
            <Button icon="down" onPress={onNext}>{t.deskNext}</Button>
          </div>
          <p className="work-places">
            {(finding.nodes ?? []).map((id) => <button key={id} type="button" className="link-button" lang={CONTENT} onClick={() => onGo(id)}>{names.get(id) ?? id}</button>)}
            {sourcesOf(finding.source).map((s, i) => <PlaceLink key={i} place={s} />)}
            <span className="quiet">{ruleName(finding.rule) ?? <span className="mono">{finding.rule}</span>}</span>
          </p>
        </div>
      )}
    </li>
  );
}

function Restore({ task }: { task: Task }) {
  const { t } = useLanguage();
  const desk = useDesk();
  const restore = async () => {
    try {
      await desk.command(() => send('DELETE', `${desk.path}/dismissals/${segments(task.finding.id)}`));
      tell(t.deskRestored);
    } catch (e) {
      tell((e as Error).message, 'error');
    }
  };
  return <Button icon="undo" onPress={() => void restore()}>{t.deskRestore}</Button>;
}
