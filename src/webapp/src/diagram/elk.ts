/** Stands where a layout engine would be loaded that we do not ship. */
export default class {
  layout(): never {
    throw new Error('There is no such layout here.')
  }
}
