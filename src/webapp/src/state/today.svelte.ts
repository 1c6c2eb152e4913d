/** Which day it is, for all who show days: another one from midnight on, also for a page that slept through it. */
import { createSubscriber } from 'svelte/reactivity'
import { untilMidnight } from './days'

class Today {
  #now = new Date()
  readonly #watch = createSubscriber((turn) => {
    let timer = 0
    let told = new Date().toDateString()
    const look = () => {
      const day = new Date().toDateString()
      // Compared with what was told, not with `now`: whoever asks between midnight and this look has renewed that.
      if (day !== told) turn()
      told = day
      clearTimeout(timer)
      timer = window.setTimeout(look, untilMidnight(new Date()))
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  })

  /** A moment of today, the same one until it is over. */
  get now(): Date {
    this.#watch()
    const now = new Date()
    if (now.toDateString() !== this.#now.toDateString()) this.#now = now
    return this.#now
  }
}

export const today = new Today()
