/** Entries of a storage under one prefix, bounded in number and size: for a new one the oldest are given up. */

export interface Dated {
  readonly at: number
}

const MOST = 50
const ROOM = 500_000

/** All that can be read, the oldest first. */
export function entries<T extends Dated>(storage: Storage, prefix: string): [string, T][] {
  const found = keys(storage, prefix).map((key) => [key.slice(prefix.length), read<T>(storage, key)] as const)
  const whole = found.filter((one): one is [string, T] => one[1] !== null)
  return whole.sort((a, b) => a[1].at - b[1].at)
}

/** Keep an entry as long as there is room for it. */
export function put(storage: Storage, prefix: string, name: string, entry: Dated): void {
  const text = JSON.stringify(entry)
  if (text.length > ROOM) return
  const left = makeRoom(storage, prefix, name, text.length)
  while (!written(storage, prefix + name, text)) {
    const oldest = left.shift()
    if (oldest === undefined) return
    storage.removeItem(prefix + oldest)
  }
}

export function clear(storage: Storage, prefix: string): void {
  for (const key of keys(storage, prefix)) storage.removeItem(key)
}

/** Make room for one of this length; answers what is left of the others, the oldest first. */
function makeRoom(storage: Storage, prefix: string, mine: string, length: number): string[] {
  const names = entries(storage, prefix).flatMap(([name]) => (name === mine ? [] : [name]))
  const left: string[] = []
  let used = length
  for (const name of names.reverse()) {
    used += storage.getItem(prefix + name)?.length ?? 0
    if (used > ROOM || left.length + 1 >= MOST) storage.removeItem(prefix + name)
    else left.unshift(name)
  }
  return left
}

function written(storage: Storage, key: string, text: string): boolean {
  try {
    storage.setItem(key, text)
    return true
  } catch {
    return false
  }
}

function keys(storage: Storage, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? '').filter((key) => key.startsWith(prefix))
}

function read<T extends Dated>(storage: Storage, key: string): T | null {
  try {
    const entry = JSON.parse(storage.getItem(key) ?? 'null') as T | null
    return typeof entry?.at === 'number' ? entry : null
  } catch {
    return null
  }
}
