import { clsx } from 'clsx'
import { CopyButton } from './copy-button.tsx'

/** Commands, patches and evidence, as they are, with a button that copies all of it. */
export function CodeBlock({ code, label, wrap = false }: { code: string; label: string; wrap?: boolean }) {
  return (
    <div className="relative w-full rounded-md border border-line bg-surface [contain:inline-size]">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={clsx(
          'max-h-96 overflow-auto rounded-md py-2 pr-10 pl-3 font-mono text-xs leading-5 print:max-h-none print:whitespace-pre-wrap',
          wrap && 'whitespace-pre-wrap [overflow-wrap:anywhere]',
        )}
      >
        <code>{code}</code>
      </pre>
      <div className="absolute top-1 right-1 rounded-sm bg-surface">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
    </div>
  )
}
