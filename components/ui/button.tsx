import { clsx } from 'clsx'
import Link from 'next/link'
import type { ComponentProps } from 'react'

export interface ButtonLook {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger'
  /** 24, 32 or 40 px high. */
  size?: 'small' | 'medium' | 'large'
}

const VARIANTS = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  secondary: 'border border-line-strong bg-raised text-ink hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-on-danger hover:opacity-90',
} as const

const SIZES = {
  small: 'h-6 gap-1 px-2 text-xs',
  medium: 'h-8 gap-1.5 px-3 text-sm',
  large: 'h-10 gap-2 px-4 text-base',
} as const

/** The classes of a button, for what must be another element: a menu trigger, a download link. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonLook, extra?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    extra,
  )
}

/** Does something. `busy` keeps its place and its focus, and ignores presses. */
export function Button({
  variant,
  size,
  busy,
  className,
  onClick,
  ...rest
}: ButtonLook & { busy?: boolean } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className)}
      {...rest}
    />
  )
}

/** Goes somewhere, and looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ButtonLook & ComponentProps<typeof Link>) {
  return <Link className={buttonClass({ ...(variant && { variant }), ...(size && { size }) }, className)} {...rest} />
}
