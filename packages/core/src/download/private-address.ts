/** Networks that no public picture is in (IANA special-purpose registry). */
const PRIVATE_IPV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

function toNumber(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** Whether a dotted address is loopback, private, link-local, multicast or reserved. */
export function isPrivateIpv4(address: string): boolean {
  const number = toNumber(address);
  return PRIVATE_IPV4.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(number / size) === Math.floor(toNumber(network) / size);
  });
}

/**
 * Whether an IPv6 address (as a URL's hostname has it, without brackets) is anything but global unicast, or carries a
 * private IPv4 address: mapped, NAT64, 6to4.
 */
export function isPrivateIpv6(address: string): boolean {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  const words = [...left, ...zeros, ...right].map((word) => Number.parseInt(word, 16));
  const [first = 0, second = 0] = words;
  const ipv4At = (index: number): string =>
    [words[index] ?? 0, words[index + 1] ?? 0].flatMap((word) => [word >> 8, word & 255]).join('.');
  if (address.startsWith('64:ff9b::')) return isPrivateIpv4(ipv4At(6));
  if (first === 0x2002) return isPrivateIpv4(ipv4At(1));
  // Global unicast is 2000::/3, without the documentation and Teredo networks.
  return first >> 13 !== 1 || (first === 0x2001 && (second === 0xdb8 || second === 0));
}
