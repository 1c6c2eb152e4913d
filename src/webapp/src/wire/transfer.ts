/** A file on its way to the server: it tells how much has gone, and can be called back. */
import { isProblem, Problem, unreachable } from './http'
import type { Document } from './types.gen'

/** A network that takes nothing more for so long is taken to be gone. */
const SILENT_MS = 60_000

export interface Transfer {
  readonly done: Promise<Document>
  cancel(): void
}

/** Send one file in a form; `progress` is told the share that has gone. */
export function transfer(path: string, file: File, progress: (share: number) => void): Transfer {
  const request = new XMLHttpRequest()
  const done = new Promise<Document>((resolve, reject) => {
    request.onload = () => settle(request, resolve, reject)
    request.onerror = request.onabort = () => reject(unreachable())
    watch(request, progress)
  })
  const form = new FormData()
  form.append('file', file, file.name)
  request.open('POST', path)
  request.responseType = 'json'
  request.send(form)
  return { done, cancel: () => request.abort() }
}

/** Tell how far it is; give it up when nothing moves any more. */
function watch(request: XMLHttpRequest, progress: (share: number) => void): void {
  let timer = 0
  const wait = () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => request.abort(), SILENT_MS)
  }
  request.onloadstart = wait
  request.onloadend = () => clearTimeout(timer)
  request.upload.onprogress = ({ loaded, total }) => {
    wait()
    progress(total ? loaded / total : 0)
  }
}

function settle(request: XMLHttpRequest, resolve: (document: Document) => void, reject: (problem: Problem) => void): void {
  const { status } = request
  const said: unknown = request.response
  if (status >= 200 && status < 300 && said) return resolve(said as Document)
  if (!isProblem(said)) return reject(new Problem('unexpected', `HTTP ${status}`, status))
  reject(new Problem(said.code, said.message, status, Number(request.getResponseHeader('retry-after')) || undefined))
}
