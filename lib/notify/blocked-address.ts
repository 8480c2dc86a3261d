import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** What is no host on the public Internet. @see IANA special-purpose address registries (RFC 6890 and its updates) */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // The host agent of Azure, which hands out what a machine may know of itself.
  '168.63.129.16/32',
]

/** Global unicast is 2000::/3; these parts of it are special: among them those that carry an IPv4 address inside. */
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const blocked = new BlockList()
const publicV6 = new BlockList()
for (const range of NOT_PUBLIC_V4) addRange(blocked, range, 'ipv4')
for (const range of NOT_PUBLIC_V6) addRange(blocked, range, 'ipv6')
publicV6.addSubnet('2000::', 3, 'ipv6')

function addRange(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [network = '', prefix] = range.split('/')
  list.addSubnet(network, Number(prefix), family)
}

/** Whether an address is one that no message may go to by itself: anything that is not a host on the public Internet. */
export function isBlockedAddress(address: string): boolean {
  if (isIPv4(address)) return blocked.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return true
  return !publicV6.check(address, 'ipv6') || blocked.check(address, 'ipv6')
}
