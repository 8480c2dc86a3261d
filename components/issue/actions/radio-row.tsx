/** One of several, with a second line. */
export function RadioRow({
  name,
  checked,
  onChange,
  label,
  detail,
}: {
  name: string
  checked: boolean
  onChange: () => void
  label: string
  detail: string
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2 rounded-sm px-1 py-1.5 text-sm hover:bg-hover">
      <input type="radio" name={name} checked={checked} onChange={onChange} className="mt-1 accent-accent" />
      <span className="min-w-0">
        <span className="block [overflow-wrap:anywhere]">{label}</span>
        <span className="block text-muted text-xs [overflow-wrap:anywhere]">{detail}</span>
      </span>
    </label>
  )
}
