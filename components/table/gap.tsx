/** Room for rows that are not rendered, in px. */
export function Gap({ height, span }: { height: number | undefined; span: number }) {
  if (!height) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it has no tabindex and nothing inside
    <tr aria-hidden="true">
      <td colSpan={span} height={height} className="p-0" />
    </tr>
  )
}
