/** Another password for who is signed in. */
import { account } from '../wire/api'
import { tellCame } from '../wire/tabs'
import { page } from './page.svelte'

/** All sessions end with it and a new one begins here: to be told so is not to be signed out. */
export async function changePassword(current: string, next: string): Promise<void> {
  page.socket.close()
  try {
    await account.changePassword(current, next)
    tellCame()
  } finally {
    page.socket.open()
  }
}
