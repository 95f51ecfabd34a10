import { FieldError, Label, Text, TextArea as AriaArea, TextField, type TextFieldProps } from 'react-aria-components';
import { CONTENT } from './Marks';

interface Props extends Omit<TextFieldProps, 'children' | 'className'> { label: string; hint?: string; rows?: number; content?: boolean; ref?: React.Ref<HTMLTextAreaElement> }

// `content`: the field holds words of the document, which are Chinese whatever the page speaks.
export function TextArea({ label, hint, rows = 4, content = false, ref, ...rest }: Props) {
  return (
    <TextField className="field" {...rest}>
      <Label className="field-label">{label}</Label>
      <AriaArea className="input" rows={rows} {...(ref ? { ref } : {})} {...(content ? { lang: CONTENT } : {})} />
      {hint && <Text slot="description" className="field-hint">{hint}</Text>}
      <FieldError className="field-error" />
    </TextField>
  );
}
