/** Room for rows that are not rendered, in px. */
export function Gap({ height, span }: { height: number | undefined; span: number }) {
  if (!height) return null
  return (
    <tr role="presentation">
      <td colSpan={span} height={height} className="p-0" />
    </tr>
  )
}
