import { Button as AriaButton, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Icon } from '../../components/Icon';
import { useText } from '../../i18n';

const ACCEPTED = ['.pdf', '.odt', '.docx', '.html', '.htm', '.md', '.txt', '.xlsx', '.ods', '.csv'];

export function DropFiles({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useText();
  return (
    <DropZone className="drop" aria-label={t.dropHere} getDropOperation={() => 'copy'}
      onDrop={(event) => void Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile())).then(onFiles)}>
      <Icon name="upload" size={32} />
      <Text slot="label" className="drop-label">{t.dropHere}</Text>
      <FileTrigger allowsMultiple acceptedFileTypes={ACCEPTED} onSelect={(files) => { if (files) onFiles([...files]); }}>
        <AriaButton className="button button-primary">{t.chooseFiles}</AriaButton>
      </FileTrigger>
      <p className="quiet">{t.uploadLimits}</p>
    </DropZone>
  );
}
