/** Room for rows that are not rendered, in px. One cell only: spanning hidden columns would bring them back. */
export function Gap({ height }: { height: number | undefined }) {
  if (!height) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it has no tabindex and nothing inside
    <tr aria-hidden="true">
      <td height={height} className="p-0" />
    </tr>
  )
}
