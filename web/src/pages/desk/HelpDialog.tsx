import { Dialog } from '../../components/Dialog';
import { Checkbox } from '../../components/Fields';
import { useText } from '../../i18n';

interface Props { keys: boolean; onKeys: (on: boolean) => void; onClose: () => void }

export function HelpDialog({ keys, onKeys, onClose }: Props) {
  const t = useText();
  const rows: [string, string][] = [
    ['J', t.deskKeyNext], ['K', t.deskKeyPrevious], ['D', t.deskKeyDismiss], ['S', t.deskKeySeen], ['E', t.deskKeyEdit], ['T', t.deskKeyTree], ['M', t.deskKeyMove], ['Z', t.deskKeyUndo], ['?', t.deskKeyHelp],
    ['Ctrl + S', t.deskKeySave], ['Alt + ↑ ↓', t.deskKeyStep], ['Alt + ← →', t.deskKeyInOut],
  ];
  return (
    <Dialog title={t.deskKeys} open onClose={onClose}>
      <Checkbox checked={keys} onChange={onKeys}>{t.deskKeysOn}</Checkbox>
      <dl className="keys">{rows.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
    </Dialog>
  );
}
