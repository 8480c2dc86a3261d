'use client'

import { Field } from '@base-ui/react/field'
import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

export const CONTROL_CLASS =
  'w-full rounded-md border border-control bg-raised px-2.5 text-ink text-sm hover:border-ink focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50 data-invalid:border-danger'

/** One line of text. Inside a Field it is labelled and described by it. */
export function Input({ className, mono, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return <Field.Control className={clsx(CONTROL_CLASS, 'h-8', mono && 'font-mono', className)} {...rest} />
}

/** Several lines of text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Field.Control
      render={<textarea rows={rows} {...rest} />}
      className={clsx(CONTROL_CLASS, 'min-h-16 resize-y py-1.5', className)}
    />
  )
}
