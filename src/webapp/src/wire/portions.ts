/** A file of threads in portions that the server takes: our own export, or ChatGPT's. */

/** A little less than what an import may send. */
const MOST_BYTES = 24 * 1024 * 1024

/** The file as it is, if it is small enough or nothing that has threads. */
export async function portions(file: Blob, most = MOST_BYTES): Promise<Iterable<Blob>> {
  if (file.size <= most) return [file]
  const said = parsed(await file.text())
  if (Array.isArray(said)) return cut(said, '[', ']', most)
  const threads = typeof said === 'object' && said !== null && 'threads' in said ? said.threads : null
  return Array.isArray(threads) ? cut(threads, '{"threads":[', ']}', most) : [file]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Each portion holds as many threads as fit, at least one. */
function* cut(threads: readonly unknown[], before: string, after: string, most: number): Generator<Blob> {
  const whole = (held: readonly Blob[]) => new Blob([before, ...held.flatMap((one, n) => (n ? [',', one] : [one])), after])
  let held: Blob[] = []
  let size = before.length + after.length
  for (const thread of threads) {
    const one = new Blob([JSON.stringify(thread)])
    if (held.length && size + one.size + 1 > most) {
      yield whole(held)
      held = []
      size = before.length + after.length
    }
    held.push(one)
    size += one.size + 1
  }
  yield whole(held)
}
