'use client'

import type { RouteProvider, RouteSettings, SettingField } from '../../lib/contract/routes.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Input, Textarea } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'

type Value = RouteSettings[string]

/** The settings that a kind of channel asks for, as the server describes them. */
export function ProviderSettings({
  provider,
  settings,
  secretsSet,
  onChange,
}: {
  provider: RouteProvider
  settings: RouteSettings
  secretsSet: readonly string[]
  onChange: (settings: RouteSettings) => void
}) {
  const setOne = (name: string) => (value: Value | undefined) => {
    const { [name]: _, ...rest } = settings
    onChange(value === undefined ? rest : { ...rest, [name]: value })
  }
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">Settings of {provider.label}</legend>
      {provider.fields.map((field) => (
        <Setting
          key={field.name}
          field={field}
          value={settings[field.name]}
          isSet={secretsSet.includes(field.name)}
          onChange={setOne(field.name)}
        />
      ))}
    </fieldset>
  )
}

interface SettingProps {
  field: SettingField
  value: Value | undefined
  /** A secret that is stored, and stays unless another is entered. */
  isSet: boolean
  onChange: (value: Value | undefined) => void
}

function Setting({ field, value, isSet, onChange }: SettingProps) {
  if (field.type === 'switch') {
    return (
      <div>
        <Checkbox checked={value === true} onChange={onChange}>
          {field.title}
        </Checkbox>
        <p className="text-muted text-xs">{field.description}</p>
      </div>
    )
  }
  return (
    <Field label={field.title} hint={field.description || undefined} optional={!field.required}>
      <SettingControl field={field} value={value} isSet={isSet} onChange={onChange} />
    </Field>
  )
}

function SettingControl({ field, value, isSet, onChange }: SettingProps) {
  if (field.type === 'choice') {
    const options = field.choices.map((choice) => ({ value: choice, label: choice }))
    return <Select options={options} value={typeof value === 'string' ? value : null} onChange={onChange} />
  }
  if (field.type === 'list') {
    const lines = Array.isArray(value) ? value.join('\n') : ''
    return (
      <Textarea
        rows={2}
        value={lines}
        placeholder="One a line"
        onChange={(event) => onChange(linesOf(event.target.value))}
      />
    )
  }
  if (field.type === 'number') {
    return (
      <Input
        type="number"
        className="max-w-32"
        value={typeof value === 'number' ? value : ''}
        required={field.required}
        onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />
    )
  }
  const text = typeof value === 'string' ? value : ''
  if (!field.secret)
    return <Input value={text} required={field.required} onChange={(event) => onChange(event.target.value)} />
  return (
    <span className="flex gap-2">
      <Input
        type="password"
        autoComplete="new-password"
        value={text}
        required={field.required && !isSet}
        placeholder={value === null ? 'Will be taken away' : isSet ? 'Set. Enter another one to replace it' : ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      />
      {isSet && !field.required && (
        <Button onClick={() => onChange(value === null ? undefined : null)}>
          {value === null ? 'Keep it' : 'Take away'}
        </Button>
      )}
    </span>
  )
}

/** Empty lines stay while somebody types; they are not sent. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
