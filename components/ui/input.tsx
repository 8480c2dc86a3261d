'use client'

import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { useFieldProps } from './field.tsx'

export const CONTROL_CLASS =
  'w-full rounded-md border border-control bg-raised px-2.5 text-ink text-sm hover:border-ink focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger'

/** One line of text. Inside a Field it is labelled and described by it. */
export function Input({ className, mono, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return <input {...useFieldProps()} className={clsx(CONTROL_CLASS, 'h-8', mono && 'font-mono', className)} {...rest} />
}

/** Several lines of text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...useFieldProps()}
      rows={rows}
      className={clsx(CONTROL_CLASS, 'min-h-16 resize-y py-1.5', className)}
      {...rest}
    />
  )
}
