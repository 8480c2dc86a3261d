/** A share from 0 to 1 in percent, a small one to two digits that count: 0.043 %. */
export function percent(share: number): string {
  const inPercent = share * 100
  const digits = inPercent === 0 || inPercent >= 1 ? 1 : 1 - Math.floor(Math.log10(inPercent))
  return `${inPercent.toFixed(digits)} %`
}
