'use client'

import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button.tsx'
import { Kbd } from './kbd.tsx'
import { Tooltip } from './tooltip.tsx'

/** A button that shows an icon only; `label` is its name, `keys` the shortcut that does the same. */
export function IconButton({
  label,
  keys,
  variant = 'ghost',
  size = 'medium',
  className,
  children,
  ...rest
}: ButtonLook & { label: string; keys?: string; children: ReactNode } & ComponentProps<'button'>) {
  const tip = (
    <span className="flex items-center gap-2">
      {label}
      {keys && <Kbd keys={keys} />}
    </span>
  )
  return (
    <Tooltip content={tip}>
      <button
        type="button"
        aria-label={label}
        className={buttonClass({ variant, size }, `aspect-square px-0! ${className ?? ''}`)}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  )
}
